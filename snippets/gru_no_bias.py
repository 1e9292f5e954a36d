import keras

for use_bias in (True, False):
    for reset_after in (True, False):
        layer = keras.layers.GRU(2, use_bias=use_bias, reset_after=reset_after)
        layer.build((None, 50, 3))
        count = layer.count_params()
        print(f"use_bias={use_bias}, reset_after={reset_after}: {count}")
