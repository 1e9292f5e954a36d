import keras
import numpy as np

layer = keras.layers.SimpleRNN(2)
data = np.random.default_rng(0).normal(size=(4, 50, 3)).astype("float32")
output = layer(data)

kernel, recurrent_kernel, bias = layer.get_weights()
h = np.zeros((4, 2), dtype="float32")
for step in range(50):
    h = np.tanh(data[:, step] @ kernel + h @ recurrent_kernel + bias)

print("output:", h.shape)
print("equal to Keras to 1e-5:", bool(np.abs(h - output).max() < 1e-5))
