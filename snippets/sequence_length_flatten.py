import keras

for between in ([], [keras.layers.Flatten()]):
    for steps in (10, 50):
        model = keras.Sequential(
            [
                keras.Input((steps, 3)),
                keras.layers.LSTM(8, return_sequences=True),
                *between,
                keras.layers.Dense(1),
            ]
        )
        lstm, dense = model.layers[0], model.layers[-1]
        name = "Flatten+Dense" if between else "Dense"
        counts = f"LSTM {lstm.count_params()}, {name} {dense.count_params()}"
        print(f"{steps} steps: {counts}")
