import keras
import numpy as np

keras.utils.set_random_seed(1)
layer = keras.layers.LSTM(4)
inputs = np.random.rand(1, 1, 3).astype("float32")
before = layer(inputs).numpy()
print("numbers in the state:", before.size)
for feature in range(3):
    changed = inputs.copy()
    changed[0, 0, feature] += 1
    units = np.sum(layer(changed).numpy() != before)
    print(f"feature {feature} changed: {units} of 4 units change")
