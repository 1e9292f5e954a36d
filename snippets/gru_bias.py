import keras

for reset_after in (True, False):
    layer = keras.layers.GRU(2, reset_after=reset_after)
    layer.build((None, 50, 3))
    kernel, recurrent_kernel, bias = layer.get_weights()
    print(f"reset_after={reset_after}: {bias.shape} = {bias.size} biases")
