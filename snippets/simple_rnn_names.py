import keras

for units in (1, 2):
    model = keras.Sequential(
        [
            keras.Input((50, 3)),
            keras.layers.SimpleRNN(units),
            keras.layers.Dense(1),
        ]
    )
    print(model.name, *(layer.name for layer in model.layers))
