import keras
from keras.layers import LSTM

print("features  first  second    sum")
for features in (3, 8, 16, 100):
    model = keras.Sequential(
        [
            keras.Input((50, features)),
            LSTM(8, return_sequences=True),
            LSTM(8),
        ]
    )
    first, second = (layer.count_params() for layer in model.layers)
    print(f"{features:8}{first:7,}{second:8}{model.count_params():7,}")
