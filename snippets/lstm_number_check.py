import keras

from rnnformula import cli

cli.main(["count", "LSTM", "units=256", "features=4096"])

layer = keras.layers.LSTM(256)
layer.build((None, 16, 4096))
print("Keras:", layer.count_params())
