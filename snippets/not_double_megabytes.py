import keras
import numpy as np
from keras.layers import GRU, BatchNormalization, Conv2D, Dense


def count(layer, *reads):
    with keras.StatelessScope(initialize_variables=False):
        layer.build((None, *reads))
    return sum(int(np.prod(w.shape)) for w in layer.trainable_weights)


units = 800  # both directions are added up, so the next layer reads 800
recurrent_layers = [count(GRU(units), 50, n) for n in (672, *[units] * 4)]
recurrent = sum(recurrent_layers)
rest = count(Conv2D(32, (41, 11)), 161, 50, 1)
rest += count(Conv2D(32, (21, 11)), 81, 50, 32)
for width in (32, 32, *[units] * 5):
    rest += count(BatchNormalization(), width)
rest += count(Dense(29, use_bias=False), units)

print("recurrent layers:", len(recurrent_layers))
for name, params in {
    "one direction": recurrent + rest,
    "both directions": 2 * recurrent + rest,
}.items():
    print(f"{name:16}{params:11,}  {params * 4 / 1e6:.0f} MB")
numbers = 2 * (2 * recurrent + rest)
print(f"and momentum    {numbers:11,}  {numbers * 4 / 1e6:.0f} MB")
unit = 1024  # quoted: bytes in a kilobyte, kilobytes in a megabyte
print(f"in units of {unit} * {unit} bytes: {numbers * 4 / unit**2:.0f}")
