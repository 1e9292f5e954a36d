import keras
from keras.layers import LSTM, Bidirectional

both = Bidirectional(LSTM(4))
both.build((None, 50, 3))
for w in both.weights:
    name = w.path.removeprefix("bidirectional/")
    print(f"{keras.ops.size(w):3}  {w.shape!s:8} {name}")

one = LSTM(4)
one.build((None, 50, 3))
print("LSTM(4):", one.count_params())
print("Bidirectional(LSTM(4)):", both.count_params())
