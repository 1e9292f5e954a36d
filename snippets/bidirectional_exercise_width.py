import keras
from keras.layers import LSTM, Bidirectional

from rnnformula.keras import check

for units in (32, 64):
    layer = Bidirectional(LSTM(units))
    output = layer(keras.Input((50, 10)))
    check(layer)
    print(f"LSTM({units}): {output.shape}, {layer.count_params():,}")
