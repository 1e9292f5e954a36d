from keras import Input, Sequential
from keras.layers import SimpleRNN

model = Sequential([Input((3, 1)), SimpleRNN(10)])
model.summary()
