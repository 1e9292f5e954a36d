import keras

print("features units SimpleRNN   LSTM")
for features, units in ((1, 1), (3, 4), (28, 128)):
    layers = keras.layers.SimpleRNN(units), keras.layers.LSTM(units)
    for layer in layers:
        layer.build((None, None, features))
    simple, lstm = (layer.count_params() for layer in layers)
    print(f"{features:8}{units:6}{simple:10}{lstm:7}  x {lstm / simple}")
