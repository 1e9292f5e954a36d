import numpy as np
from keras.layers import LSTM, Bidirectional

data = np.random.default_rng(0).normal(size=(4, 50, 3)).astype("float32")
both = Bidirectional(LSTM(4, return_sequences=True))
output = np.array(both(data))
print("arrays shared:", np.array_equal(both.weights[0], both.weights[3]))

forward = LSTM(4, return_sequences=True)
backward = LSTM(4, return_sequences=True)
for layer in (forward, backward):
    layer.build(data.shape)
forward.set_weights(both.get_weights()[:3])
backward.set_weights(both.get_weights()[3:])
one_way = np.array(forward(data))
other_way = np.array(backward(data[:, ::-1]))[:, ::-1]
by_hand = np.concatenate([one_way, other_way], axis=-1)
print(by_hand.shape, "equal to 1e-5:", np.allclose(by_hand, output, atol=1e-5))

last = Bidirectional(LSTM(4))
last.build(data.shape)
last.set_weights(both.get_weights())
by_hand = np.concatenate([one_way[:, -1], other_way[:, 0]], axis=-1)
output = np.array(last(data))
print(by_hand.shape, "equal to 1e-5:", np.allclose(by_hand, output, atol=1e-5))
