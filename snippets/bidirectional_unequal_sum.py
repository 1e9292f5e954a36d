import numpy as np
from keras.layers import LSTM, Bidirectional, Dense

both = Bidirectional(LSTM(4), backward_layer=LSTM(6, go_backwards=True))
dense = Dense(1)
output = dense(both(np.zeros((2, 50, 3), dtype="float32")))

print("kernel of Dense(1):", dense.kernel.shape)
print("output:", output.shape)
for layer in (both, dense):
    print(type(layer).__name__, layer.count_params())
print("together:", both.count_params() + dense.count_params())
