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
print("                       weights  variables  params")
for name, layer in layers.items():
    layer.build((None, 50, 3))
    arrays = f"{len(layer.weights):7}{len(layer.variables):11}"
    print(f"{name:23}{arrays}{layer.count_params():8}")

layer = layers["LSTM(4)"]
for variable in layer.variables:
    weight = any(variable is other for other in layer.weights)
    if not weight:
        print("no weight:", variable.path, variable.shape)
