import keras

layer = keras.layers.LSTM(9)
layer.build((None, 5, 1))
columns = 4 * layer.units
rows = 0
for weight in layer.weights:
    shape = tuple(weight.shape)
    rows += weight.numpy().size // columns
    print(f"{weight.name:17}{shape!s:8} = {weight.numpy().size}")
print(f"{rows} rows of {columns} = {layer.count_params()}")
