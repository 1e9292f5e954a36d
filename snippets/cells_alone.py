from keras.layers import (
    GRU,
    LSTM,
    RNN,
    GRUCell,
    LSTMCell,
    SimpleRNN,
    SimpleRNNCell,
)

print("               cell  RNN(cell)  layer")
for cell_class, layer_class in (
    (SimpleRNNCell, SimpleRNN),
    (LSTMCell, LSTM),
    (GRUCell, GRU),
):
    cell, loop, layer = cell_class(4), RNN(cell_class(4)), layer_class(4)
    cell.build((None, 3))
    loop.build((None, 50, 3))
    layer.build((None, 50, 3))
    counts = [part.count_params() for part in (cell, loop, layer)]
    print("{:15}{:4}{:11}{:7}".format(cell_class.__name__, *counts))
