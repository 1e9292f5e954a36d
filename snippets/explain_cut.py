from keras import Input, Sequential
from keras.layers import LSTM, Dense, Embedding

model = Sequential(
    [
        Input((20,)),
        Embedding(25600, 10),
        LSTM(64),
        Dense(1),
    ]
)
model.summary(line_length=36)
