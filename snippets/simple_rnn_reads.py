import keras
import numpy as np

cell = keras.layers.SimpleRNNCell(1)
x = np.zeros((1, 3), dtype="float32")  # one sample, 3 features
h = np.zeros((1, 1), dtype="float32")  # the state of 1 unit, one step before
before, _ = cell(x, [h])

for name, numbers in {"x": x, "h": h}.items():
    for position in range(numbers.shape[1]):
        numbers[0, position] = 1
        after, _ = cell(x, [h])
        numbers[0, position] = 0
        moved = bool(after[0, 0] != before[0, 0])
        print(f"{name}{position + 1} moves the output:", moved)
