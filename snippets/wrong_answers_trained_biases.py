import keras
import numpy as np

keras.utils.set_random_seed(1)
inputs = np.random.rand(32, 6, 3).astype("float32")
model = keras.Sequential([keras.Input((6, 3)), keras.layers.GRU(4)])
model.compile(optimizer="sgd", loss="mse")
model.fit(inputs, np.ones((32, 4)), epochs=5, verbose=0)

first, second = model.layers[0].cell.bias.numpy()
for name, start in (("gate z", 0), ("gate r", 4), ("candidate", 8)):
    part = slice(start, start + 4)
    same = np.allclose(first[part], second[part], atol=1e-7)
    moved = bool(np.any(first[part]))
    print(f"{name:9} trained: {moved}, equal: {same}")
