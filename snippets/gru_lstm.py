import keras
from keras.layers import GRU, LSTM


def count(kind, units, features):
    with keras.StatelessScope(initialize_variables=False):
        layer = kind(units)
        layer.build((None, None, features))
        return layer.count_params()


print("units features   GRU  LSTM fewer ratio")
for units, features in ((1, 1), (1, 2), (2, 1), (2, 3), (128, 28)):
    gru, lstm = count(GRU, units, features), count(LSTM, units, features)
    fewer = lstm - gru
    assert fewer == units * (features + units - 2)
    row = f"{units:5}{features:9}{gru:6}{lstm:6}{fewer:6}"
    print(f"{row}{gru / lstm:6.3f}")
