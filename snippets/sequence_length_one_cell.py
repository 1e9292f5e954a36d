import keras
import numpy as np

keras.utils.set_random_seed(1)
inputs = np.random.rand(2, 20, 30).astype("float32")
layer = keras.layers.LSTM(10)
output = layer(inputs)

cell, states, calls = layer.cell, [np.zeros((2, 10), dtype="float32")] * 2, 0
for step in range(inputs.shape[1]):
    state, states = cell(inputs[:, step], states)
    calls += 1
print("one step reads:", inputs[:, 0].shape[1], "features")
print("calls of the one cell:", calls)
print("arrays:", *(weight.shape for weight in cell.weights))
print("parameters:", layer.count_params())
print("same output as the layer:", np.allclose(output, state, atol=1e-6))
