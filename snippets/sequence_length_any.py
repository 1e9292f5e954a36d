import keras
import numpy as np

print("steps  SimpleRNN(8)  LSTM(8)  GRU(8)")
for steps in (1, 10, 1000, None):
    layers = (
        keras.layers.SimpleRNN(8),
        keras.layers.LSTM(8),
        keras.layers.GRU(8),
    )
    for layer in layers:
        layer.build((None, steps, 3))
    simple, lstm, gru = (layer.count_params() for layer in layers)
    print(f"{steps!s:>5}{simple:14}{lstm:9}{gru:8}")

layer = keras.layers.LSTM(8)
print("batch  steps  LSTM(8)")
for batch, steps in ((1, 1), (2, 5), (7, 50), (32, 100)):
    layer(np.zeros((batch, steps, 3), dtype="float32"))
    print(f"{batch:5}{steps:7}{layer.count_params():9}")
