import keras
import numpy as np

data = np.random.default_rng(0).normal(size=(8, 50, 3)).astype("float32")
one = keras.layers.SimpleRNN(4, dropout=0.5, seed=1)
two = keras.layers.SimpleRNN(4, dropout=0.5, seed=1)
one.build(data.shape)
two.build(data.shape)
same = np.array_equal(one.get_weights()[0], two.get_weights()[0])
print("same seed, same kernel:", same)

two.set_weights(one.get_weights())
same = np.allclose(one(data, training=True), two(data, training=True))
print("same seed, same dropout:", same)

again = keras.layers.SimpleRNN.from_config(one.get_config())
print("seed:", one.cell.seed, "and rebuilt from its config:", again.cell.seed)
