import keras
from keras.layers import LSTM, Bidirectional

n_a = 32
layer = Bidirectional(LSTM(n_a, return_sequences=True))
output = layer(keras.Input((30, 37)))
print("n_a:", n_a, " output:", output.shape)
for units in (n_a, 2 * n_a):
    count = 2 * 4 * units * (37 + units + 1)
    print(f"formula with {units}: {count:,}")
print(f"Keras: {layer.count_params():,}")
