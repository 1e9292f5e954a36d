import textwrap
import warnings

import keras

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    old = keras.Sequential([keras.layers.LSTM(4, input_shape=(50, 3))])
print(textwrap.fill(str(caught[0].message), 38))
new = keras.Sequential([keras.Input((50, 3)), keras.layers.LSTM(4)])
print("parameters:", old.count_params(), new.count_params())
