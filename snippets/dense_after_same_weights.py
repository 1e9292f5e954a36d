import keras
import numpy as np

sequence = np.random.default_rng(0).normal(size=(2, 50, 8)).astype("float32")
dense = keras.layers.Dense(4)
whole = np.array(dense(sequence))
single = [np.array(dense(sequence[:, step])) for step in range(50)]

print("the kernel:", dense.kernel.shape, "the bias:", dense.bias.shape)
print("whole sequence:", whole.shape)
print("50 steps one by one:", np.stack(single, axis=1).shape)
difference = np.abs(whole - np.stack(single, axis=1)).max()
print("equal to 1e-5:", bool(difference < 1e-5))
