import keras
from keras import Sequential
from keras.layers import Dense, SimpleRNN

model2 = Sequential([keras.Input((50, 3)), SimpleRNN(2), Dense(1)])
model2.summary()
