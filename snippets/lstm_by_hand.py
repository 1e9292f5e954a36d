import keras
import numpy as np

from rnnformula import worked_step

x, h, c = [1], [0.5], [0.2]
weights = {
    "kernel": [[0.5, 0.3, 0.8, 0.2]],
    "recurrent_kernel": [[0.1, -0.4, 0.6, 0.7]],
    "bias": [-0.2, 1, 0, 0],
}
layer = keras.layers.LSTM(1)
layer.build((None, None, 1))
layer.set_weights([np.array(array) for array in weights.values()])
before = [np.array([state], "float32") for state in (h, c)]
_, after = layer.cell(np.array([x], "float32"), before)

step = worked_step("LSTM", x=x, h=h, c=c, weights=weights)
print("      Keras  by hand")
for name, state in zip("hc", after, strict=True):
    print(f"{name} {state[0, 0]:9.6f} {step.values(name)[0]:8}")
