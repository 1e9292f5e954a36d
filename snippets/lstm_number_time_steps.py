import keras

for steps in (1, 16, 1000):
    layer = keras.layers.LSTM(256)
    layer.build((None, steps, 4096))
    print(f"{steps:4} time steps: {layer.count_params():,}")

wrong = 4 * ((4096 * 16) + (4096 * 4096)) * 256
print(f"m = 16, n = 4096: {wrong:,}")
