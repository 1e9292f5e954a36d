import keras
from keras.layers import LSTM

features, budget = 16, 20_736


def count(layers, units):
    first = 4 * units * (features + units + 1)
    return first + (layers - 1) * 4 * units * (2 * units + 1)


print("layers  units each  in all  params")
for layers in (1, 2, 3, 4, 8):
    units = min(range(1, 65), key=lambda u: abs(count(layers, u) - budget))
    model = keras.Sequential([keras.Input((50, features))])
    for _ in range(layers):
        model.add(LSTM(units, return_sequences=True))
    built = model.count_params()
    print(f"{layers:6}{units:12}{layers * units:8}{built:8,}")
