import keras
import numpy as np


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


layer = keras.layers.GRU(2, bias_initializer="random_normal")
data = np.random.default_rng(0).normal(size=(4, 50, 3)).astype("float32")
output = layer(data)

kernel, recurrent_kernel, bias = layer.get_weights()
h = np.zeros((4, 2), dtype="float32")
for step in range(50):
    from_input = data[:, step] @ kernel + bias[0]
    from_state = h @ recurrent_kernel + bias[1]
    x_z, x_r, x_h = np.split(from_input, 3, axis=1)
    h_z, h_r, h_h = np.split(from_state, 3, axis=1)
    z = sigmoid(x_z + h_z)
    r = sigmoid(x_r + h_r)
    candidate = np.tanh(x_h + r * h_h)
    h = z * h + (1 - z) * candidate

print("output:", h.shape)
print("equal to Keras to 1e-5:", bool(np.abs(h - output).max() < 1e-5))
