from keras import Input, Sequential
from keras.layers import LSTM, Dense

from rnnformula import diff, render

before = Sequential([Input((50, 3)), LSTM(64), Dense(1)])
after = Sequential(
    [Input((50, 3)), LSTM(64, return_sequences=True), LSTM(32), Dense(1)]
)
print(render.text(diff(before, after)))
