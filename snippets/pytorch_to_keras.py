import json
from pathlib import Path

import keras
import numpy as np

file = Path(__file__).parent / "data" / "pytorch.json"
recorded = json.loads(file.read_text())
x = np.array(recorded["input"], "float32")


def reorder(array, order):
    gates = np.split(np.array(array), len(order))
    return np.concatenate([gates[gate] for gate in order]).T


# PyTorch has r, z, n where Keras has z, r, h.
orders = {"RNN": [0], "LSTM": [0, 1, 2, 3], "GRU": [1, 0, 2]}
layers = {
    "RNN": keras.layers.SimpleRNN(4, return_sequences=True),
    "LSTM": keras.layers.LSTM(4, return_sequences=True),
    "GRU": keras.layers.GRU(4, return_sequences=True),
}
print(recorded["version"])
for name, layer in layers.items():
    arrays = recorded[name]
    w, u, b, c = (
        reorder(arrays[f"{key}_l0"], orders[name])
        for key in ("weight_ih", "weight_hh", "bias_ih", "bias_hh")
    )
    layer.build(x.shape)
    layer.set_weights([w, u, np.stack([b, c]) if name == "GRU" else b + c])
    theirs = sum(array.size for array in (w, u, b, c))
    far = np.abs(layer(x) - np.array(arrays["output"])).max()
    print(
        f"{name}: {theirs} in PyTorch, {layer.count_params()} in Keras, ",
        end="",
    )
    print("outputs equal within 1e-6" if far < 1e-6 else f"{far} apart")
