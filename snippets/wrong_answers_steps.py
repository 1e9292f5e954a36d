import keras

units, features = 8, 3
for steps in (5, 500):
    layer = keras.layers.LSTM(units)
    layer.build((None, steps, features))
    print(f"{steps:3} steps: {layer.count_params()} parameters")
count = 4 * units * (features + units + 1)
print(f"4 x {units} x ({features} + {units} + 1) =", count)
