import keras

for reset_after in (False, True):
    layer = keras.layers.GRU(4, reset_after=reset_after)
    layer.build((None, 10, 3))
    shape = tuple(layer.cell.bias.shape)
    print(f"reset_after={reset_after}: bias {shape}")
