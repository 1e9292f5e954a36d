import keras

from rnnformula.keras import check

units = 128
columns = 4 * units
rows = 131584 // columns
features = rows - units - 1
print(f"131584 / {columns} = {rows} rows")
print(f"{rows} - {units} - 1 = {features} features")

layer = keras.layers.LSTM(units)
layer.build((None, None, features))
print(check(layer))
