import keras

from rnnformula.keras import check

for layer in (keras.layers.LSTM(2), keras.layers.SimpleRNN(8)):
    layer.build((None, 50, 3))
    print(check(layer))
