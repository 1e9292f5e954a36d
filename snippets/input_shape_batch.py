import keras

for batch_size in (None, 1, 32):
    model = keras.Sequential(
        [
            keras.Input((50, 3), batch_size=batch_size),
            keras.layers.SimpleRNN(4),
        ]
    )
    print(model.input_shape, model.count_params())
