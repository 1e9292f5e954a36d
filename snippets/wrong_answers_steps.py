import keras

for steps in (5, 500):
    layer = keras.layers.LSTM(8)
    layer.build((None, steps, 3))
    print(f"{steps:3} steps: {layer.count_params()} parameters")
print("4 x 8 x (3 + 8 + 1) =", 4 * 8 * (3 + 8 + 1))
