import keras
import numpy as np

cell = keras.layers.LSTMCell(4)
loop = keras.layers.RNN(cell)
layer = keras.layers.LSTM(4)
data = np.random.default_rng(0).normal(size=(2, 50, 3)).astype("float32")
loop(data)
layer(data)

for weight in loop.weights:
    print(f"{weight.shape!s:8}", weight.path)
same = all(a is b for a, b in zip(loop.weights, cell.weights, strict=True))
print("these are the arrays of the cell:", same)

layer.set_weights(loop.get_weights())
difference = np.abs(np.array(loop(data)) - np.array(layer(data))).max()
print("output equal to LSTM(4) to 1e-5:", bool(difference < 1e-5))
