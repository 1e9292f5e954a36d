import keras
from keras.layers import GRU, LSTM, Bidirectional

equal = Bidirectional(LSTM(4), backward_layer=GRU(4, go_backwards=True))
unequal = Bidirectional(LSTM(20), backward_layer=GRU(15, go_backwards=True))
for both, features in ((equal, 3), (unequal, 20)):
    both(keras.Input((50, features)))
    counts = [
        layer.count_params()
        for layer in (both.forward_layer, both.backward_layer)
    ]
    print(f"{features} features: {' + '.join(map(str, counts))}", end="")
    print(f" = {both.count_params()}")
