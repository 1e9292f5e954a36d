import keras

layer = keras.layers.SimpleRNN(2)
layer.build((None, 50, 3))
kernel, recurrent_kernel, bias = layer.get_weights()
print("recurrent kernel:", recurrent_kernel.shape, "=", recurrent_kernel.size)
