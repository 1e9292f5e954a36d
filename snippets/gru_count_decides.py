import inspect

import keras

parameter = inspect.signature(keras.layers.GRU).parameters["reset_after"]
print("in this Keras:", parameter)
for reset_after in (True, False):
    layer = keras.layers.GRU(4, reset_after=reset_after)
    layer.build((None, None, 3))
    print(f"reset_after={reset_after}: {layer.count_params()}")
