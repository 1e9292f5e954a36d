import keras

for units in (1, 32, 512):
    counts = []
    for size in (units, 2 * units):
        layer = keras.layers.LSTM(size, recurrent_initializer="zeros")
        layer.build((None, None, 3))
        counts.append(layer.count_params())
    ratio = counts[1] / counts[0]
    print(f"{units} -> {2 * units} units: {ratio:.3f} times as many")
