import keras

from rnnformula.keras import check

layer = keras.layers.GRU(64)
layer.build((None, 30, 5))
print(check(layer))
