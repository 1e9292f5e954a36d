import keras

model = keras.Sequential(
    [
        keras.Input((50, 3)),
        keras.layers.LSTM(8, return_sequences=True),
        keras.layers.LSTM(8, return_sequences=True),
        keras.layers.LSTM(8),
    ]
)
counts = [layer.count_params() for layer in model.layers]
print("Keras:", " + ".join(map(str, counts)), "=", model.count_params())
print("4 x ((8 + 3) x 8 + 8) x 3 =", 4 * ((8 + 3) * 8 + 8) * 3)
