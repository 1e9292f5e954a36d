import inspect

import keras
import tensorflow as tf

for reset_after in (True, False):
    layer = keras.layers.GRU(4, reset_after=reset_after)
    layer.build((None, None, 3))
    print(f"reset_after={reset_after}: {layer.count_params()}")

parameter = inspect.signature(keras.layers.GRU).parameters["reset_after"]
print("default:", parameter)
old = tf.compat.v1.keras.layers.GRU
print("tf.compat.v1 has the same class:", old is keras.layers.GRU)
