import keras

left, right = keras.Input((50, 3)), keras.Input((20, 3))
gru = keras.layers.GRU(4)
both = keras.layers.concatenate([gru(left), gru(right)])
model = keras.Model([left, right], keras.layers.Dense(1)(both))
for layer in model.layers:
    print(f"{type(layer).__name__:12}{layer.count_params():4}")
print("model:", model.count_params())
