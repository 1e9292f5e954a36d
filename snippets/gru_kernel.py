import keras
import numpy as np

layer = keras.layers.GRU(2)
layer.build((None, 50, 3))
kernel, recurrent_kernel, bias = layer.get_weights()
print("kernel:", kernel.shape, "=", kernel.size, "weights")

z, r, h = np.split(kernel, 3, axis=1)
for name, part in {"z": z, "r": r, "h": h}.items():
    print(f"{name}: {part.shape} = {part.size}")
