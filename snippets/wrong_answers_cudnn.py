import keras

for rate in (0.0, 0.5):
    layer = keras.layers.LSTM(4, dropout=rate, recurrent_dropout=rate)
    layer.build((None, None, 3))
    print(f"LSTM(4), dropout {rate}: {layer.count_params()}")
one_bias = 4 * 4 * (3 + 4 + 1)
two_biases = 4 * 4 * (3 + 4 + 2)
print("one bias: ", one_bias)
print("two biases:", two_biases)
print("4 x 4 =", two_biases - one_bias, "more")
