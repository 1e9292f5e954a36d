import keras
import numpy as np

keras.utils.set_random_seed(1)
inputs = np.random.rand(2, 3).astype("float32")
layer = keras.layers.LSTM(4)
expected = layer(inputs[:, None]).numpy()
print("arrays:", *(tuple(weight.shape) for weight in layer.weights))


def sigmoid(numbers):
    return 1 / (1 + np.exp(-numbers))


kernel, _, bias = layer.get_weights()
i, f, new, o = np.split(inputs @ kernel + bias, 4, axis=1)
output = sigmoid(o) * np.tanh(sigmoid(i) * np.tanh(new))
print("columns of one product, split in 4:", kernel.shape[1])
print("same output:", np.allclose(output, expected, atol=1e-6))
