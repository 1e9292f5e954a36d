import warnings

import keras
from keras.layers import LSTM, Dense, Embedding

with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    first = Embedding(100, 8, input_length=50)
print(caught[0].message)

model = keras.Sequential([first, LSTM(4), Dense(1)])
text = []
model.summary(print_fn=text.append)
for line in text[0].splitlines():
    if "│" in line:
        print(" ".join(line.split()).strip("│ "))

model.build((None, 50))
print("after build:", [layer.count_params() for layer in model.layers])
