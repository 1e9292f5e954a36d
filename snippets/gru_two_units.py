import keras

layer = keras.layers.GRU(2)
layer.build((None, 50, 3))
kernel, recurrent_kernel, bias = layer.get_weights()

column = kernel[:, 0].size + recurrent_kernel[:, 0].size
print("weights in one column:", column)
print("with its biases:", column + bias[:, 0].size)
print("columns:", kernel.shape[1])
print("in all:", layer.count_params())
