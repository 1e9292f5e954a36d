from keras import Input, Model
from keras.layers import LSTM, Concatenate, Dense

words, numbers = Input((30, 8), name="words"), Input((5,), name="numbers")
shared = LSTM(16, name="reader")
both = Concatenate(name="both")([shared(words), numbers])
model = Model([words, numbers], Dense(1, name="answer")(both))
model.summary()
