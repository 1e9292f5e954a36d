import keras
import numpy as np

rng = np.random.default_rng(0)
data = rng.normal(size=(64, 10, 3)).astype("float32")
target = rng.normal(size=(64, 2)).astype("float32")
layer = keras.layers.GRU(2)
model = keras.Sequential([keras.Input((10, 3)), layer])
model.compile(optimizer="sgd", loss="mse")
model.fit(data, target, epochs=20, verbose=0)

first, second = layer.get_weights()[2]
parts = {"update gate": [0, 1], "reset gate": [2, 3], "candidate": [4, 5]}
for name, columns in parts.items():
    equal = np.allclose(first[columns], second[columns], atol=1e-6)
    print(f"{name}: both rows", "equal" if equal else "differ")
