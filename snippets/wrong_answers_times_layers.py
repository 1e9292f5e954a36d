import keras

units, features = 8, 3
model = keras.Sequential(
    [
        keras.Input((50, features)),
        keras.layers.LSTM(units, return_sequences=True),
        keras.layers.LSTM(units, return_sequences=True),
        keras.layers.LSTM(units),
    ]
)
counts = [layer.count_params() for layer in model.layers]
print("Keras:", " + ".join(map(str, counts)), "=", model.count_params())
formula = f"4 x (({units} + {features}) x {units} + {units}) x {len(counts)}"
wrong = 4 * ((units + features) * units + units) * len(counts)
print(formula, "=", wrong)
