from keras import Input, Sequential
from keras.layers import GRU, Dense

model = Sequential([Input((None, 1)), GRU(64), Dense(1)])
model.summary()
