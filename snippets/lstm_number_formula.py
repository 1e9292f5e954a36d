import keras

layer = keras.layers.LSTM(256)
layer.build((None, 16, 4096))
for weight in layer.weights:
    shape = str(tuple(weight.shape))
    print(f"{weight.name:17}{shape:13} = {weight.numpy().size:9,}")
print(f"{'in all':30} = {layer.count_params():9,}")
