import keras
from keras.layers import GRU

for features, reset_after in ((1, True), (2, False)):
    model = keras.Sequential([keras.Input((None, features))])
    model.add(GRU(64, reset_after=reset_after, return_sequences=True))
    model.add(GRU(64, reset_after=reset_after))
    first, second = (layer.count_params() for layer in model.layers)
    print(f"reset_after={reset_after}: {first:,}, then {second:,}")
