import keras

print("4 x (128 x 128 + 128) =", 4 * (128 * 128 + 128))
for features in (1, 64, 128):
    layer = keras.layers.LSTM(128)
    layer.build((None, None, features))
    print(f"LSTM(128) on {features:3} features:", layer.count_params())
