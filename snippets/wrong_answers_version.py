import keras

print("default today:", keras.layers.GRU(4).reset_after)
for reset_after in (True, False):
    layer = keras.layers.GRU(4, reset_after=reset_after)
    layer.build((None, 10, 3))
    name = f"Keras 3, reset_after={reset_after}:"
    print(f"{name:28}{layer.count_params():4}")
