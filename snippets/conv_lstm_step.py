import keras
import numpy as np

layer = keras.layers.ConvLSTM1D(1, kernel_size=3, padding="same")
image = np.array([2.0, 1.0, -1.0], dtype="float32")
state = np.array([0.5, 0.2, -0.4], dtype="float32")
cell_state = np.array([0.3, 0.4, 0.1], dtype="float32")
shape = (1, 3, 1)
layer.build((None, 1, *shape[1:]))

# Three places, one channel or filter; a column for i, f, c and o.
kernel = np.array(
    [[0.1, 0.3, 0.2, 0.1], [0.2, 0.1, 0.5, 0.4], [-0.1, 0.2, 0.1, 0.3]]
)
recurrent_kernel = np.array(
    [[0.2, 0.1, 0.4, 0.2], [0.5, -0.5, 0.5, 0.5], [0.1, 0.3, 0.2, 0.1]]
)
bias = np.array([0.0, 1.0, 0.1, 0.0])
layer.set_weights(
    [kernel.reshape(3, 1, 4), recurrent_kernel.reshape(3, 1, 4), bias]
)


def sigmoid(x):
    return 1 / (1 + np.exp(-x))


read, seen = image @ kernel, state @ recurrent_kernel
total = read + seen + bias
i, f, o = sigmoid(total[[0, 1, 3]])
candidate = np.tanh(total[2])
after = (i, f, candidate, o)


def line(name, numbers):
    return f"{name:8}" + "".join(f"{number:5.1f}" for number in numbers)


print(line("image", image))
print(line("state", state))
for column, name in enumerate("ifco"):
    print(line(f"{name} image", kernel[:, column]), f"->{read[column]:6.2f}")
    seen_by = recurrent_kernel[:, column]
    print(line("  state", seen_by), f"->{seen[column]:6.2f}")
    print(line("  bias", [bias[column]]), f"sum{total[column]:5.2f}", end="")
    print(f"  -> {after[column]:.3f}")
c = f * cell_state[1] + i * candidate
h = o * np.tanh(c)
print(f"c = {f:.3f} * {cell_state[1]:.1f} + {i:.3f} * {candidate:.3f}", end="")
print(f" = {c:.3f}")
print(f"h = {o:.3f} * tanh({c:.3f}) = {h:.3f}")

output = layer(
    image.reshape(1, 1, 3, 1),
    initial_state=[state.reshape(shape), cell_state.reshape(shape)],
)
print(f"Keras, same place: {np.array(output)[0, 1, 0]:.3f}")
print("parameters of one filter:", layer.count_params())
