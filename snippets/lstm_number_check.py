import keras

from rnnformula import tally

units, features = 256, 4096
formula = tally("LSTM", units=units, features=features)
for row in formula.rows:
    print(f"{row.array.name:16}{row.count:10,}")
print(f"{'formula':16}{formula.count:10,}")

layer = keras.layers.LSTM(units)
layer.build((None, None, features))
print(f"{'Keras':16}{layer.count_params():10,}")
