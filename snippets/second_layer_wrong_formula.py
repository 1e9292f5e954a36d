import keras
from keras.layers import LSTM

print("  n   m  k  4((m+n)m+m)k  right  Keras")
for n, m, k in ((16, 8, 1), (16, 8, 2), (3, 8, 2), (3, 8, 3), (3, 3, 3)):
    model = keras.Sequential([keras.Input((50, n))])
    for _ in range(k):
        model.add(LSTM(m, return_sequences=True))
    first = 4 * ((m + n) * m + m)
    right = first + (k - 1) * 4 * ((m + m) * m + m)
    built = model.count_params()
    print(f"{n:3}{m:4}{k:3}{first * k:14}{right:7}{built:7}")
