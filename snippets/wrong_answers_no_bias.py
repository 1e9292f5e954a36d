import keras

units, features = 4, 3
count = 4 * units * (features + units)
print(f"4 x {units} x ({features} + {units}) =", count)
for use_bias in (False, True):
    layer = keras.layers.LSTM(units, use_bias=use_bias)
    layer.build((None, None, features))
    print(f"LSTM({units}), use_bias={use_bias}:", layer.count_params())
