from itertools import pairwise

import keras
from keras.layers import GRU, LSTM, SimpleRNN

features, *units = sizes = [3, 16, 8, 4]
for layer, matrices, biases in ((SimpleRNN, 1, 1), (LSTM, 4, 1), (GRU, 3, 2)):
    terms = [
        matrices * own * (read + own + biases) for read, own in pairwise(sizes)
    ]
    model = keras.Sequential([keras.Input((50, features))])
    for own in units:
        model.add(layer(own, return_sequences=True))
    print(layer.__name__, *[each.count_params() for each in model.layers])
    print("   formula:", " + ".join(map(str, terms)), "=", sum(terms))
    print("   Keras:", model.count_params())
