import keras

layer = keras.layers.SimpleRNN(2)
layer.build((None, 50, 3))
kernel, recurrent_kernel, bias = layer.get_weights()
print("bias:", bias.shape, "=", bias.size)
