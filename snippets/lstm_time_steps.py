import keras
import numpy as np

print("time steps  parameters")
for steps in (1, 10, 1000, None):
    layer = keras.layers.LSTM(2)
    layer.build((None, steps, 3))
    print(f"{steps!s:>10}{layer.count_params():12}")

layer = keras.layers.LSTM(2)
print("batch  time steps  parameters")
for batch, steps in ((1, 1), (2, 5), (7, 50)):
    layer(np.zeros((batch, steps, 3), dtype="float32"))
    print(f"{batch:5}{steps:12}{layer.count_params():12}")
