import keras
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


rng = np.random.default_rng(0)
weight_ih = rng.normal(size=(16, 3)).astype("float32")
weight_hh = rng.normal(size=(16, 4)).astype("float32")
bias_ih = rng.normal(size=16).astype("float32")
bias_hh = rng.normal(size=16).astype("float32")
arrays = weight_ih, weight_hh, bias_ih, bias_hh
print("two biases:", sum(array.size for array in arrays))

data = rng.normal(size=(4, 5, 3)).astype("float32")
h = c = np.zeros((4, 4), dtype="float32")
for step in range(5):
    from_input = data[:, step] @ weight_ih.T + bias_ih
    from_state = h @ weight_hh.T + bias_hh
    i, f, g, o = np.split(from_input + from_state, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(g)
    h = sigmoid(o) * np.tanh(c)

layer = keras.layers.LSTM(4)
layer.build(data.shape)
layer.set_weights([weight_ih.T, weight_hh.T, bias_ih + bias_hh])
print("Keras with their sum:", layer.count_params())
print("same output:", np.allclose(h, layer(data), atol=1e-4))
