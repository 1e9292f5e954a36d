from keras import Input, Sequential
from keras.layers import LSTM, Dense

from rnnformula import UnexpectedCount, assert_count, count

model = Sequential([Input((50, 3)), LSTM(60), Dense(1)])
expected = count("LSTM(64)", features=3) + count("Dense(1)", features=64)
try:
    assert_count(model, expected)
except UnexpectedCount as failure:
    print(failure)
