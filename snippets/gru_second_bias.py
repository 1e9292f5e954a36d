import keras
import numpy as np

rng = np.random.default_rng(0)
data = rng.normal(size=(4, 50, 3)).astype("float32")
kernel = rng.normal(size=(3, 6))
recurrent_kernel = rng.normal(size=(2, 6))
bias = rng.normal(size=(2, 6))

layer = keras.layers.GRU(2)
layer.build(data.shape)
layer.set_weights([kernel, recurrent_kernel, bias])
output = layer(data).numpy()

parts = {"update gate": [0, 1], "reset gate": [2, 3], "candidate": [4, 5]}
print("second bias put into the first:")
for name, columns in parts.items():
    merged = bias.copy()
    merged[0, columns] += merged[1, columns]
    merged[1, columns] = 0
    layer.set_weights([kernel, recurrent_kernel, merged])
    difference = np.abs(layer(data).numpy() - output).max()
    found = "equal" if difference < 1e-5 else f"differs by {difference:.1f}"
    print(f"  {name}: {found}")
