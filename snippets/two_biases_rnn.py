import keras
import numpy as np

rng = np.random.default_rng(0)
weight_ih = rng.normal(size=(10, 1)).astype("float32")
weight_hh = rng.normal(size=(10, 10)).astype("float32")
bias_ih = rng.normal(size=10).astype("float32")
bias_hh = rng.normal(size=10).astype("float32")
arrays = weight_ih, weight_hh, bias_ih, bias_hh
print("two biases:", sum(array.size for array in arrays))

data = rng.normal(size=(4, 5, 1)).astype("float32")
h = np.zeros((4, 10), dtype="float32")
for step in range(5):
    from_input = data[:, step] @ weight_ih.T + bias_ih
    h = np.tanh(from_input + h @ weight_hh.T + bias_hh)

layer = keras.layers.SimpleRNN(10)
layer.build(data.shape)
layer.set_weights([weight_ih.T, weight_hh.T, bias_ih + bias_hh])
print("Keras with their sum:", layer.count_params())
print("same output:", np.allclose(h, layer(data), atol=1e-4))
