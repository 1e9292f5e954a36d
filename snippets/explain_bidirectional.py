from keras import Input, Sequential
from keras.layers import LSTM, Bidirectional, Dense, Embedding

model = Sequential(
    [
        Input((20,)),
        Embedding(1000, 32),
        Bidirectional(LSTM(64)),
        Dense(1),
    ]
)
model.summary()
