import keras
import numpy as np

data = np.random.default_rng(0).normal(size=(2, 50, 3)).astype("float32")
for activation in ("tanh", None):
    layer = keras.layers.SimpleRNN(4, activation=activation)
    once, twice = layer(data), layer(2 * data)
    doubled = np.allclose(twice, 2 * once, rtol=1e-3, atol=1e-3)
    print(f"activation={activation!r}: doubles with its input:", doubled)
