import warnings

import keras

warnings.simplefilter("ignore")


def layers(**old):
    return [keras.layers.Embedding(1000, 8, **old), keras.layers.LSTM(4)]


model = keras.Sequential(layers(input_length=100))
print("input_length=100:", [layer.built for layer in model.layers])
model = keras.Sequential([keras.Input((100,)), *layers()])
counts = [layer.count_params() for layer in model.layers]
print("Input((100,)):", counts)
