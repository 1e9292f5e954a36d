import keras

model = keras.Sequential([keras.Input((16, 4096)), keras.layers.LSTM(256)])
model.summary(line_length=58)

for weight in model.weights:
    shape = tuple(weight.shape)
    print(f"{weight.numpy().size:9,} {weight.name} {shape}")
print(f"{model.count_params():9,} in all")
