import keras

units, features = 4, 3
for rate in (0.0, 0.5):
    layer = keras.layers.LSTM(units, dropout=rate, recurrent_dropout=rate)
    layer.build((None, None, features))
    print(f"LSTM(4), dropout {rate}: {layer.count_params()}")
one_bias = 4 * units * (features + units + 1)
two_biases = 4 * units * (features + units + 2)
print("one bias: ", one_bias)
print("two biases:", two_biases)
print(f"4 x {units} =", two_biases - one_bias, "more")
