import keras

for steps in (10, 50):
    model = keras.Sequential(
        [
            keras.Input((steps, 3)),
            keras.layers.Permute((2, 1)),
            keras.layers.LSTM(8),
        ]
    )
    shape = model.layers[0].output.shape[1:]
    print(f"{steps} steps: LSTM reads {shape},", model.count_params())
