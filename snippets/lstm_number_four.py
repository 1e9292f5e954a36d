import keras
import numpy as np

layer = keras.layers.LSTM(9)
layer.build((None, 5, 1))
blocks = [np.split(array, 4, axis=-1) for array in layer.get_weights()]

names = ("input gate", "forget gate", "candidate", "output gate")
for name, *parts in zip(names, *blocks, strict=True):
    shapes = " ".join(str(part.shape) for part in parts)
    print(f"{name:12}", shapes, "=", sum(part.size for part in parts))
