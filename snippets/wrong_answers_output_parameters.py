import keras

model = keras.Sequential(
    [
        keras.Input((None, 100)),
        keras.layers.SimpleRNN(32),
        keras.layers.Dense(32),
    ]
)
for layer in model.layers:
    print(type(layer).__name__, layer.count_params())
    for weight in layer.weights:
        print(f"    {weight.name:17}{tuple(weight.shape)}")
