import keras

from rnnformula.keras import check

units = 128
columns = 4 * units
rows = 131584 // columns
features = rows - units - 1
print(f"{columns} x {rows} = {columns * rows}")

layer = keras.layers.LSTM(units)
layer.build((None, None, features))
print("puts out", layer.compute_output_shape((None, None, features)))
print(check(layer))
