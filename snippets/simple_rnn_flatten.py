import keras

for between in ([], [keras.layers.Flatten()]):
    for steps in (5, 50):
        model = keras.Sequential(
            [
                keras.Input((steps, 3)),
                keras.layers.SimpleRNN(4, return_sequences=True),
                *between,
                keras.layers.Dense(1),
            ]
        )
        name = "Flatten, Dense:" if between else "Dense:"
        print(f"{steps} steps, {name}", model.layers[-1].count_params())
