from itertools import permutations

import keras
import numpy as np

units = 4
layer = keras.layers.LSTM(units)
data = np.random.default_rng(0).normal(size=(8, 20, 3)).astype("float32")
output = layer(data)
kernel, recurrent_kernel, bias = layer.get_weights()


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


def run(order):
    h = c = np.zeros((8, units), dtype="float32")
    for step in range(20):
        z = data[:, step] @ kernel + h @ recurrent_kernel + bias
        part = dict(zip(order, np.split(z, 4, axis=1), strict=True))
        new = sigmoid(part["i"]) * np.tanh(part["c"])
        c = sigmoid(part["f"]) * c + new
        h = sigmoid(part["o"]) * np.tanh(c)
    return h


orders = ["".join(order) for order in permutations("ifco")]
fits = [o for o in orders if np.abs(run(o) - output).max() < 1e-5]
print("orders tried:", len(orders))
print("same output as Keras:", ", ".join(fits))
