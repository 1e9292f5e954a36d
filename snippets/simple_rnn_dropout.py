import numpy as np
from keras.layers import SimpleRNN

data = np.ones((100, 50, 3), dtype="float32")
copy = SimpleRNN(  # without dropout its output is its input
    3,
    activation=None,
    kernel_initializer="identity",
    recurrent_initializer="zeros",
    return_sequences=True,
    dropout=0.5,
    seed=1,
)
output = np.array(copy(data, training=True))
print("values of the input in training:", *np.unique(output))
print("the same at every time step:", bool((output == output[:, :1]).all()))
print("the same in every sample:", bool((output == output[:1]).all()))
print("input kept outside training:", np.array_equal(copy(data), data))

hold = SimpleRNN(  # without dropout its output is its state
    3,
    activation=None,
    kernel_initializer="zeros",
    recurrent_initializer="identity",
    recurrent_dropout=0.5,
    seed=1,
)
hold.build(data.shape)
state = np.ones((100, 3), dtype="float32")
output = hold(data[:, :1], initial_state=[state], training=True)
print("values of the state in training:", *np.unique(output))
