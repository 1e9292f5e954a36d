import keras
from keras.layers import LSTM

from rnnformula.keras import check

for features in (5, 32):
    model = keras.Sequential(
        [
            keras.Input((50, features)),
            LSTM(32, return_sequences=True),
            LSTM(32),
        ]
    )
    check(model)
    first, second = (layer.count_params() for layer in model.layers)
    print(f"{features:2} features: {first:,} and {second:,}")
