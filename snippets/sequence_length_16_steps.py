import keras

model = keras.Sequential([keras.Input((16, 4096)), keras.layers.LSTM(256)])
print(f"Keras:             {model.count_params():14,}")
print(f"right:             {4 * 256 * (4096 + 256 + 1):14,}")
print(f"with the 16 steps: {4 * (4096 * 16 + 4096 * 4096) * 256:14,}")
