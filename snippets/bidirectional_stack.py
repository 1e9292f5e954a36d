import keras
from keras.layers import GRU, LSTM, Bidirectional, SimpleRNN


def stack(wrap, layer):
    layers = [wrap(layer(8, return_sequences=True)), wrap(layer(8))]
    model = keras.Sequential([keras.Input((50, 3)), *layers])
    counts = [each.count_params() for each in model.layers]
    return f"{counts[0]:4} + {counts[1]:4} = {sum(counts):4}", sum(counts)


for layer in (SimpleRNN, GRU, LSTM):
    print(layer.__name__)
    written, plain = stack(lambda layer: layer, layer)
    print("  plain ", written)
    for mode in ("concat", "sum"):
        written, count = stack(
            lambda layer, mode=mode: Bidirectional(layer, merge_mode=mode),
            layer,
        )
        print(f"  {mode:7}{written} {count / plain:.2f} x")
