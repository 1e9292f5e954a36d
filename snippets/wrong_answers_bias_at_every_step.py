import keras
import numpy as np

keras.utils.set_random_seed(1)
inputs = np.random.rand(2, 6, 3).astype("float32")
layer = keras.layers.LSTM(4)
layer.build(inputs.shape)
kernel, recurrent, _ = layer.get_weights()
first, second = np.random.rand(2, 16).astype("float32")
layer.set_weights([kernel, recurrent, first + second])
expected = layer(inputs).numpy()


def sigmoid(numbers):
    return 1 / (1 + np.exp(-numbers))


def run(second_at):
    state = carry = np.zeros((2, 4), dtype="float32")
    for step in range(6):
        total = inputs[:, step] @ kernel + state @ recurrent
        total = total + first + second_at(step)
        i, f, new, o = np.split(total, 4, axis=1)
        carry = sigmoid(f) * carry + sigmoid(i) * np.tanh(new)
        state = sigmoid(o) * np.tanh(carry)
    return np.allclose(state, expected, atol=1e-5)


print("same output as with one bias, the sum:")
print("both added at every step:", run(lambda step: second))
print("second one accumulated:  ", run(lambda step: second * (step + 1)))
