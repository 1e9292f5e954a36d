import numpy as np
from keras.layers import Dense, TimeDistributed

data = np.random.default_rng(0).normal(size=(2, 50, 3)).astype("float32")
wrapped, plain = TimeDistributed(Dense(4)), Dense(4)
wrapped(data)
plain(data)
plain.set_weights(wrapped.get_weights())

for weight in wrapped.weights:
    print(weight.path, tuple(weight.shape))
one, other = np.array(wrapped(data)), np.array(plain(data))
print("output:", one.shape, other.shape)
print("equal to 1e-5:", bool(np.abs(one - other).max() < 1e-5))
