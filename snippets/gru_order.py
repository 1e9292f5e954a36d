from itertools import permutations

import keras
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


layer = keras.layers.GRU(2, bias_initializer="random_normal")
data = np.random.default_rng(0).normal(size=(4, 50, 3)).astype("float32")
output = layer(data)
kernel, recurrent_kernel, bias = layer.get_weights()

for order in permutations("zrh"):
    z, r, h = map(order.index, "zrh")
    state = np.zeros((4, 2), dtype="float32")
    for step in range(50):
        x = np.split(data[:, step] @ kernel + bias[0], 3, axis=1)
        s = np.split(state @ recurrent_kernel + bias[1], 3, axis=1)
        update = sigmoid(x[z] + s[z])
        reset = sigmoid(x[r] + s[r])
        candidate = np.tanh(x[h] + reset * s[h])
        state = update * state + (1 - update) * candidate
    equal = np.allclose(state, output, atol=1e-5)
    print(*order, "equals Keras" if equal else "differs")
