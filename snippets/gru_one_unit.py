import keras

names = ("update gate", "reset gate", "candidate")
for reset_after in (False, True):
    layer = keras.layers.GRU(1, reset_after=reset_after)
    layer.build((None, 50, 3))
    kernel, recurrent_kernel, bias = layer.get_weights()
    print(f"reset_after={reset_after}:")
    for column, name in enumerate(names):
        numbers = [
            kernel[:, column].size,
            recurrent_kernel[:, column].size,
            bias[..., column].size,
        ]
        print(f"  {name:11}", *numbers, "=", sum(numbers))
    print("  in all:", layer.count_params())
