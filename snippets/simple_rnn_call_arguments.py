import keras
import numpy as np

data = np.random.default_rng(0).normal(size=(2, 50, 3)).astype("float32")
layer = keras.layers.SimpleRNN(4)
whole = layer(data)


def same(one, other):
    return np.allclose(one, other, atol=1e-5)


for name in ("sequences", "sequence", "inputs"):
    try:
        layer(**{name: data})
        print(f"layer({name}=...) is accepted")
    except TypeError:
        print(f"layer({name}=...) is refused")
try:
    layer(data[0])
except ValueError:
    print("an input of two axes is refused")
mask = np.ones((2, 50), dtype=bool)
mask[:, 30:] = False
print("mask skips False:", same(layer(data, mask=mask), layer(data[:, :30])))
print(
    "training changes nothing without dropout:",
    same(layer(data, training=True), whole),
)
state = layer(data[:, :30])
rest = layer(data[:, 30:], initial_state=[state])
print("initial_state goes on from there:", same(rest, whole))
print("parameters:", layer.count_params())
