import keras
import numpy as np

rng = np.random.default_rng(0)
data = rng.normal(size=(4, 8, 5)).astype("float32")
kernel = rng.normal(size=(5, 9))
recurrent_kernel = rng.normal(size=(3, 9))
bias = rng.normal(size=(2, 9))

layer = keras.layers.GRU(3)
layer.build(data.shape)


def run(biases):
    layer.set_weights([kernel, recurrent_kernel, biases])
    return layer(data).numpy()


gates = bias.copy()
gates[0, :6] += gates[1, :6]
gates[1, :6] = 0
summed = np.stack([bias[0] + bias[1], np.zeros(9)])
output = run(bias)
for biases in (bias, gates, summed):
    kept = np.count_nonzero(biases)
    count = kernel.size + recurrent_kernel.size + kept
    equal = np.allclose(run(biases), output, atol=1e-5)
    print(f"{kept} biases, {count} in all: same output {equal}")
