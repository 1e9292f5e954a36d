import keras
import numpy as np

from rnnformula import worked_step

x, h = [1, 2, 0.5], [0.5, -0.2]
weights = {
    "kernel": [[0.5, -0.2], [0.1, 0.4], [-0.4, 0.6]],
    "recurrent_kernel": [[0.2, -0.5], [0.3, 0.1]],
    "bias": [0.1, 0],
}
layer = keras.layers.SimpleRNN(2)
layer.build((None, None, 3))
layer.set_weights([np.array(array) for array in weights.values()])
state, _ = layer.cell(np.array([x], "float32"), [np.array([h], "float32")])

step = worked_step("SimpleRNN", x=x, h=h, weights=weights)
print("        Keras  by hand")
for unit, by_hand in enumerate(step.values("h")):
    print(f"h{unit + 1} {state[0, unit]:9.6f} {by_hand:8}")
