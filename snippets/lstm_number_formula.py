import keras

model = keras.Sequential([keras.Input((16, 4096)), keras.layers.LSTM(256)])
model.summary(line_length=58)

for weight in model.weights:
    shape = str(tuple(weight.shape))
    print(f"{weight.name:16} {shape:12}{weight.numpy().size:10,}")
print(f"{'in all':29}{model.count_params():10,}")
