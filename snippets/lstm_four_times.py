from keras.layers import LSTM, SimpleRNN

print("use_bias  features  units  SimpleRNN     LSTM  ratio")
for use_bias in (True, False):
    for features, units in ((1, 1), (3, 2), (28, 128), (100, 64)):
        counts = []
        for kind in (SimpleRNN, LSTM):
            layer = kind(units, use_bias=use_bias)
            layer.build((None, 50, features))
            counts.append(layer.count_params())
        rnn, lstm = counts
        print(
            f"{use_bias!s:8}{features:10}{units:7}"
            f"{rnn:11}{lstm:9}{lstm / rnn:7}"
        )
