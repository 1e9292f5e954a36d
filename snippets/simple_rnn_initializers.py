import keras
import numpy as np

layer = keras.layers.SimpleRNN(4)
layer.build((None, 50, 3))
kernel, recurrent_kernel, bias = layer.get_weights()

limit = (6 / (3 + 4)) ** 0.5  # Glorot: features and units
print("kernel within the limit:", bool(np.abs(kernel).max() <= limit))
product = recurrent_kernel @ recurrent_kernel.T
orthogonal = np.allclose(product, np.eye(4), atol=1e-5)
print("recurrent kernel orthogonal:", orthogonal)
print("bias zero:", not bias.any())
