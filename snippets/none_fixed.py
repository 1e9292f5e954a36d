import keras

cases = ((None, False), (32, False), (32, True), (None, True))
for batch_size, stateful in cases:
    try:
        model = keras.Sequential(
            [
                keras.Input((50, 3), batch_size=batch_size),
                keras.layers.SimpleRNN(10, stateful=stateful),
            ]
        )
        said = model.output_shape, model.count_params()
    except ValueError as error:
        said = (str(error).partition(".")[0],)
    print(f"{batch_size=!s:5}{stateful=!s:6}", *said)
