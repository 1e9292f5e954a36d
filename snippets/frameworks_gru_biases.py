import keras
import numpy as np

random = np.random.default_rng(0)
x = random.normal(size=(2, 5, 3)).astype("float32")
layer = keras.layers.GRU(4, return_sequences=True)
layer.build(x.shape)
kernel, recurrent_kernel, _ = layer.get_weights()
bias = random.normal(size=(2, 12)).astype("float32")


def output(bias):
    layer.set_weights([kernel, recurrent_kernel, bias])
    return np.asarray(layer(x))


def moved(columns):
    """The second bias added to the first in these columns."""
    other = bias.copy()
    other[0, columns] += other[1, columns]
    other[1, columns] = 0
    return other


before = output(bias)
for gate, columns in {
    "z": slice(0, 4),
    "r": slice(4, 8),
    "candidate": slice(8, 12),
}.items():
    same = np.allclose(output(moved(columns)), before, atol=1e-5)
    print(f"{gate}: {'same output' if same else 'another output'}")
print("biases that count:", bias[0].size, "+", bias[1, 8:].size)
