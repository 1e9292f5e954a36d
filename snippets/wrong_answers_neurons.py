import keras

layer = keras.layers.LSTM(10)
layer.build((None, None, 5))
print("units:     ", layer.units)
print("parameters:", layer.count_params())
