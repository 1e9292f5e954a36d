import keras
from keras.layers import LSTM, Bidirectional

from rnnformula.keras import check


def second(wrap):
    first = wrap(LSTM(32, return_sequences=True))
    model = keras.Sequential([keras.Input((50, 10)), first, wrap(LSTM(32))])
    check(model)
    print("reads:", model.layers[1].input.shape[-1])
    return model.layers[1].count_params()


plain, both = second(lambda layer: layer), second(Bidirectional)
print(f"plain: {plain:,}, bidirectional: {both:,}")
print(f"{both:,} - 2 * {plain:,} = {both - 2 * plain:,}")
