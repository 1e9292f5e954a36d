import keras

try:
    keras.Sequential(
        [
            keras.Input((50, None)),
            keras.layers.SimpleRNN(10),
        ]
    )
except (TypeError, ValueError) as error:
    print(f"{type(error).__name__}: {error}")
