import keras
import numpy as np

from rnnformula.keras import check

layer = keras.layers.SimpleRNN(128)
layer.build((None, None, 2000))
print(check(layer))

kernel, recurrent_kernel, bias = layer.get_weights()
print("W_xh:", kernel.T.shape)
print("W_hh:", recurrent_kernel.T.shape)
print("b:", bias.shape)

word = np.zeros(2000, dtype="float32")
word[7] = 1
same = np.array_equal(word @ kernel, kernel[7])
print("a one-hot word picks one row:", same)
