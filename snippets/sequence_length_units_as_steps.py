import keras

num_timesteps = 50
for units in (num_timesteps, 8):
    for steps in (num_timesteps, 7):
        model = keras.Sequential(
            [
                keras.Input((steps, 3)),
                keras.layers.LSTM(units, return_sequences=True),
            ]
        )
        shape = str(model.output_shape)
        print(
            f"LSTM({units:2}) {steps:2} steps {shape:14}",
            model.count_params(),
        )
