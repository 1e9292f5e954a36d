import numpy as np
from keras.layers import SimpleRNN

data = np.random.default_rng(0).normal(size=(2, 50, 3)).astype("float32")
forward = SimpleRNN(4, return_sequences=True, return_state=True)
outputs, state = forward(data)
print("outputs:", outputs.shape, "state:", state.shape)
print("last output is the state:", np.array_equal(outputs[:, -1], state))

backward = SimpleRNN(4, return_sequences=True, go_backwards=True)
backward.build(data.shape)
backward.set_weights(forward.get_weights())
flipped, _ = forward(data[:, ::-1])
same = np.allclose(backward(data), flipped, atol=1e-5)
print("go_backwards is a flipped input:", same)
_, state = forward(data[:, -1:])
first = backward(data)[:, 0]
print("its first output read only the last time step:", end=" ")
print(np.allclose(first, state, atol=1e-5))
