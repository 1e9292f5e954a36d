import keras
import numpy as np
from keras.layers import LSTMCell, SimpleRNNCell

rng = np.random.default_rng(0)
x = rng.normal(size=(5, 3)).astype("float32")
h = rng.normal(size=(5, 2)).astype("float32")
c = rng.normal(size=(5, 2)).astype("float32")

lstm = LSTMCell(2)
output, (_, new_c) = lstm(x, [h, c])
blocks = [np.split(array, 4, axis=-1) for array in lstm.get_weights()]

kinds = {"i": "sigmoid", "f": "sigmoid", "c": "tanh", "o": "sigmoid"}
cells = {}
part = {}
for number, (name, activation) in enumerate(kinds.items()):
    cells[name] = SimpleRNNCell(2, activation=activation)
    cells[name].build((None, 3))
    cells[name].set_weights([block[number] for block in blocks])
    part[name], _ = cells[name](x, [h])
    print(f"SimpleRNNCell for {name}:", cells[name].count_params())
print("LSTMCell:", lstm.count_params())

by_hand_c = part["f"] * c + part["i"] * part["c"]
by_hand_h = part["o"] * keras.ops.tanh(by_hand_c)
for name, one, other in (
    ("cell state", by_hand_c, new_c),
    ("output", by_hand_h, output),
):
    print(f"same {name}:", np.allclose(one, other, atol=1e-5))
