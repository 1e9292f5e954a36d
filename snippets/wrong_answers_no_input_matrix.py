import keras

units = 128
count = 4 * (units * units + units)
print(f"4 x ({units} x {units} + {units}) =", count)
for features in (1, 64, 128):
    layer = keras.layers.LSTM(units)
    layer.build((None, None, features))
    print(f"LSTM({units}) on {features:3} features:", layer.count_params())
