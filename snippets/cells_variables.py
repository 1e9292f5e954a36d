from keras.layers import (
    LSTM,
    RNN,
    Bidirectional,
    GRUCell,
    LSTMCell,
    SimpleRNNCell,
)

layers = {
    "LSTM(4)": LSTM(4),
    "RNN(LSTMCell(4))": RNN(LSTMCell(4)),
    "RNN of three cells": RNN([LSTMCell(4), GRUCell(6), SimpleRNNCell(5)]),
    "Bidirectional(LSTM(4))": Bidirectional(LSTM(4)),
}
for name, layer in layers.items():
    layer.build((None, 50, 3))
    arrays = f"{len(layer.weights)} weights, {len(layer.variables)} variables"
    print(name)
    print(f"  {arrays}, {layer.count_params()} params")

layer = layers["LSTM(4)"]
for variable in layer.variables:
    weight = any(variable is other for other in layer.weights)
    if not weight:
        print("no weight:", variable.shape)
        print("   ", variable.path)
