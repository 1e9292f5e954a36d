from keras import Input, Sequential
from keras.layers import GRU, BatchNormalization, Dense

from rnnformula import explain, render

model = Sequential([Input((50, 3)), GRU(64), BatchNormalization(), Dense(1)])
print(render.text(explain(model)))
