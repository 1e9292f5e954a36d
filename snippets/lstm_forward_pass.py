import keras
import numpy as np

layer = keras.layers.LSTM(2)
data = np.random.default_rng(0).normal(size=(4, 50, 3)).astype("float32")
output = layer(data)


def sigmoid(z):
    return 1 / (1 + np.exp(-z))


kernel, recurrent_kernel, bias = layer.get_weights()
h = c = np.zeros((4, 2), dtype="float32")
for step in range(50):
    z = data[:, step] @ kernel + h @ recurrent_kernel + bias
    i, f, candidate, o = np.split(z, 4, axis=1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
    h = sigmoid(o) * np.tanh(c)

print("z:", z.shape, " h:", h.shape, " c:", c.shape)
print("equal to Keras to 1e-5:", bool(np.abs(h - output).max() < 1e-5))
