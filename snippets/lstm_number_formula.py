import keras

model = keras.Sequential([keras.Input((16, 4096)), keras.layers.LSTM(256)])
model.summary(line_length=58)

for weight in model.weights:
    shape = str(tuple(weight.shape))
    print(f"{weight.name:17}{shape:13} = {weight.numpy().size:9,}")
print(f"{'in all':30} = {model.count_params():9,}")
