from keras.layers import LSTM, SimpleRNN

for use_bias in (True, False):
    print(f"use_bias={use_bias}")
    print("features units SimpleRNN  LSTM ratio")
    for features, units in ((1, 1), (3, 2), (28, 128), (100, 64)):
        counts = []
        for kind in (SimpleRNN, LSTM):
            layer = kind(units, use_bias=use_bias)
            layer.build((None, 50, features))
            counts.append(layer.count_params())
        rnn, lstm = counts
        print(f"{features:8}{units:6}{rnn:10}{lstm:6}{lstm / rnn:6}")
