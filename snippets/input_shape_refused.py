import warnings

import keras

warnings.simplefilter("ignore")
for argument in (
    {"batch_input_shape": (32, 50, 3)},
    {"input_shape": (50, 3), "batch_size": 32},
    {"input_dim": 3, "input_length": 50},
    {"input_dim": 3},
    {"input_shape": (3,)},
):
    try:
        keras.Sequential([keras.layers.LSTM(4, **argument)])
        print(argument, "accepted")
    except ValueError as error:
        print(argument)
        text = str(error).splitlines()[0]
        reason = text.partition("layer: ")[2] or text
        print("  refused:", reason.split(". ")[0].split(" passed")[0])
