import keras
import numpy as np

layer = keras.layers.ConvLSTM1D(4, kernel_size=3, padding="same")
data = np.random.default_rng(0).normal(size=(2, 5, 8, 3)).astype("float32")
output = layer(data)
kernel, recurrent_kernel, bias = layer.get_weights()


def windows(image):
    padded = np.pad(image, ((0, 0), (1, 1), (0, 0)))
    return np.stack([padded[:, place : place + 3] for place in range(8)], 1)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


h = c = np.zeros((2, 8, 4), dtype="float32")
for step in range(5):
    read = np.tensordot(windows(data[:, step]), kernel, 2)
    read = read + np.tensordot(windows(h), recurrent_kernel, 2) + bias
    i, f, candidate, o = np.split(read, 4, axis=-1)
    c = sigmoid(f) * c + sigmoid(i) * np.tanh(candidate)
    h = sigmoid(o) * np.tanh(c)

print("output:", h.shape)
print("equal to Keras to 1e-5:", bool(np.abs(h - output).max() < 1e-5))
