import keras

model = keras.Sequential(
    [
        keras.Input((50, 3)),
        keras.layers.LSTM(4, return_sequences=True),
        keras.layers.LSTM(4),
    ]
)
counts = [layer.count_params() for layer in model.layers]
print("layer by layer:", *counts)
print("added up:", sum(counts), "and Keras:", model.count_params())
print("the first times 2:", 2 * counts[0])
