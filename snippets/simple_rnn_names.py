import keras
from keras.layers import Dense, SimpleRNN

for units in (1, 2):
    model = keras.Sequential([keras.Input((50, 3)), SimpleRNN(units), Dense(1)])
    print(model.name, *(layer.name for layer in model.layers))
