import keras
import numpy as np

layer = keras.layers.GRU(2)
layer.build((None, 50, 3))
kernel, recurrent_kernel, bias = layer.get_weights()
print("recurrent kernel:", recurrent_kernel.shape, "=", recurrent_kernel.size)

z, r, h = np.split(recurrent_kernel, 3, axis=1)
for name, part in {"z": z, "r": r, "h": h}.items():
    print(f"{name}: {part.shape} = {part.size}")
