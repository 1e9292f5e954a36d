import keras
import numpy as np

layer = keras.layers.LSTM(2, return_state=True)
layer.build((None, 50, 3))
before = layer.get_weights()
rng = np.random.default_rng(0)
for batch in (1, 4):
    data = rng.normal(size=(batch, 50, 3)).astype("float32")
    output, h, c = layer(data)
    print(f"batch {batch}: h {tuple(h.shape)}, c {tuple(c.shape)}")

print("h is the output:", np.array_equal(h, output))
print("c is the output:", np.array_equal(c, output))
same = map(np.array_equal, before, layer.get_weights())
print("arrays unchanged:", all(same))
print("arrays:", ", ".join(weight.name for weight in layer.weights))
print("parameters:", layer.count_params())
