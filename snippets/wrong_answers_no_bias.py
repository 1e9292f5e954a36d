import keras

print("4 x 4 x (3 + 4) =", 4 * 4 * (3 + 4))
for use_bias in (False, True):
    layer = keras.layers.LSTM(4, use_bias=use_bias)
    layer.build((None, None, 3))
    print(f"LSTM(4), use_bias={use_bias}:", layer.count_params())
