import keras

from rnnformula.keras import check

layer = keras.layers.LSTM(64)
layer.build((None, 30, 5))
print(check(layer))
