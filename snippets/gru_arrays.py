import keras

from rnnformula.keras import check

layer = keras.layers.GRU(2)
layer.build((None, 50, 3))
print(check(layer))
