import keras

print("features  units  LSTM")
for features, units in ((3, 8), (4, 8), (3, 9)):
    layer = keras.layers.LSTM(units)
    layer.build((None, 10, features))
    print(f"{features:8}{units:7}{layer.count_params():6}")
