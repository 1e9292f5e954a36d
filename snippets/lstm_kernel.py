import keras
import numpy as np

layer = keras.layers.LSTM(2)
layer.build((None, 50, 3))
kernel, recurrent_kernel, bias = layer.get_weights()

print("kernel:", kernel.shape, "=", kernel.size)
for name, block in zip("ifco", np.split(kernel, 4, axis=1), strict=True):
    print(f"  {name}:", block.shape, "=", block.size)
