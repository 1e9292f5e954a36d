import keras

layer = keras.layers.LSTM(2)
layer.build((None, 50, 3))
kernel, recurrent_kernel, bias = layer.get_weights()

column = kernel[:, 0].size + recurrent_kernel[:, 0].size
print("weights in one column:", column)
print("with its bias:", column + 1)
print("columns:", bias.size)
print("in all:", layer.count_params())
