import keras

units, features = 256, 4096
lengths = (1, 16, 1000)
for steps in lengths:
    layer = keras.layers.LSTM(units)
    layer.build((None, steps, features))
    print(f"{steps:4} time steps: {layer.count_params():,}")

m, n = lengths[1], features
wrong = 4 * ((n * m) + (n * n)) * units
print(f"{m = }, {n = }: {wrong:,}")
