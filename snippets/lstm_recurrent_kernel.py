import keras
import numpy as np

layer = keras.layers.LSTM(2)
layer.build((None, 50, 3))
kernel, recurrent_kernel, bias = layer.get_weights()

print("recurrent kernel:", recurrent_kernel.shape, "=", recurrent_kernel.size)
blocks = np.split(recurrent_kernel, 4, axis=1)
for name, block in zip("ifco", blocks, strict=True):
    print(f"  {name}:", block.shape, "=", block.size)
