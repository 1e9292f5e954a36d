import keras

layer = keras.layers.SimpleRNN(2)
layer.build((None, 50, 3))
kernel, recurrent_kernel, bias = layer.get_weights()
print("kernel:", kernel.shape, "=", kernel.size, "weights")

dense = keras.layers.Dense(2)
dense.build((None, 3))
print("kernel of Dense(2):", dense.kernel.shape)
