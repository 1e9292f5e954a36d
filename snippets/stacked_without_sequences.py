import textwrap

import keras
from keras.layers import LSTM

try:
    keras.Sequential([keras.Input((50, 3)), LSTM(8), LSTM(8)])
except ValueError as error:
    print(type(error).__name__)
    print(textwrap.fill(str(error), 60))

model = keras.Sequential(
    [keras.Input((50, 3)), LSTM(8, return_sequences=True), LSTM(8)]
)
print("with return_sequences=True:", model.count_params())
