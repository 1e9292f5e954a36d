import keras

layer = keras.layers.LSTM(64)
dense = keras.layers.Dense(1)
model = keras.Sequential([keras.Input((30, 5)), layer, dense])

print("LSTM puts out:", layer.output.shape)
print("LSTM has", layer.count_params(), "parameters")
print("Dense has", dense.count_params(), "parameters")
print("in all:", model.count_params())
