import numpy as np
from keras.layers import ConvLSTM2D

data = np.random.default_rng(0).normal(size=(2, 5, 8, 8, 3))
data = data.astype("float32")
today = ConvLSTM2D(4, 3)
before = ConvLSTM2D(4, 3, recurrent_activation="hard_sigmoid")
one = np.array(today(data))
before(data)
before.set_weights(today.get_weights())
other = np.array(before(data))

for layer in (today, before):
    name = layer.cell.recurrent_activation.__name__
    print(f"{name}: {layer.count_params()} parameters")
print("equal output to 1e-5:", bool(np.abs(one - other).max() < 1e-5))
