import keras
from keras.layers import LSTM, Bidirectional

for name, layer in {
    "Bidirectional(LSTM(64))": Bidirectional(LSTM(64)),
    "LSTM(128)": LSTM(128),
}.items():
    output = layer(keras.Input((50, 100)))
    print(f"{output.shape!s:12}{layer.count_params():8,}  {name}")
