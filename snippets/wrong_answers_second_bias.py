import keras
import numpy as np

keras.utils.set_random_seed(1)
inputs = np.random.rand(2, 6, 3).astype("float32")
layer = keras.layers.GRU(4)
layer.build(inputs.shape)
kernel, recurrent, bias = layer.get_weights()
bias = np.random.rand(*bias.shape).astype("float32")
layer.set_weights([kernel, recurrent, bias])
before = layer(inputs).numpy()

parts = {"gate z": slice(0, 4), "gate r": slice(4, 8)}
parts["candidate"] = slice(8, 12)
for name, part in parts.items():
    merged = bias.copy()
    merged[0, part] += merged[1, part]
    merged[1, part] = 0
    layer.set_weights([kernel, recurrent, merged])
    same = np.allclose(before, layer(inputs).numpy(), atol=1e-5)
    print(f"{name:9} merged: same output {same}")
