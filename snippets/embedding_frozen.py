import keras
from keras.layers import LSTM, Dense, Embedding

model = keras.Sequential(
    [
        keras.Input((50,)),
        Embedding(100, 8, trainable=False),
        LSTM(4),
        Dense(1),
    ]
)
model.summary(line_length=38)
