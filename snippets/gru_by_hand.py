import keras
import numpy as np

from rnnformula import worked_step

x, h = [1], [0.5]
kernels = {
    "kernel": [[0.5, 0.3, 0.8]],
    "recurrent_kernel": [[0.1, -0.4, 0.6]],
}
biases = {
    True: [[-0.2, 1, 0], [0.1, 0.2, 0.3]],
    False: [-0.2, 1, 0],
}
print("reset_after   Keras  by hand")
for reset_after, bias in biases.items():
    weights = kernels | {"bias": bias}
    layer = keras.layers.GRU(1, reset_after=reset_after)
    layer.build((None, None, 1))
    layer.set_weights([np.array(array) for array in weights.values()])
    before = [np.array([h], "float32")]
    state, _ = layer.cell(np.array([x], "float32"), before)
    step = worked_step(
        "GRU", x=x, h=h, weights=weights, reset_after=reset_after
    )
    print(f"{reset_after!s:9} {state[0, 0]:9.6f} {step.values('h')[0]:8}")
