import keras

from rnnformula.keras import check

layer = keras.layers.LSTM(2)
layer.build((None, 50, 3))
print(check(layer))
