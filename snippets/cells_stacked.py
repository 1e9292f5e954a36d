import keras
import numpy as np
from keras.layers import (
    GRU,
    LSTM,
    RNN,
    GRUCell,
    LSTMCell,
    SimpleRNN,
    SimpleRNNCell,
)

cells = [LSTMCell(4), GRUCell(6), SimpleRNNCell(5)]
loop = RNN(cells)
layers = keras.Sequential(
    [
        LSTM(4, return_sequences=True),
        GRU(6, return_sequences=True),
        SimpleRNN(5),
    ]
)
data = np.random.default_rng(0).normal(size=(2, 8, 3)).astype("float32")
loop(data)
layers(data)

for cell in cells:
    kernel = cell.weights[0]
    print(f"{cell.name:16} reads {kernel.shape[0]}: {cell.count_params():4}")
print("RNN of the cells:      ", loop.count_params())
print("three layers:          ", layers.count_params())
print("the cells stacked by", type(loop.cell).__name__)

layers.set_weights(loop.get_weights())
difference = np.abs(np.array(loop(data)) - np.array(layers(data))).max()
print("equal output to 1e-5:", bool(difference < 1e-5))
