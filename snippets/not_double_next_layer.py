import keras
from keras.layers import GRU, Bidirectional, Dense, TimeDistributed

out = 8


def counts(first):
    model = keras.Sequential(
        [keras.Input((64, 15)), first, TimeDistributed(Dense(out))]
    )
    return [(each.output.shape, each.count_params()) for each in model.layers]


def gru():
    return GRU(16, return_sequences=True, reset_after=False)


widths = []
for name, first in {"GRU": gru(), "both ways": Bidirectional(gru())}.items():
    (shape, count), (_, dense) = counts(first)
    print(f"{name}: {count}, output {shape}")
    print(f"  Dense({out}) behind it: {dense}")
    widths.append(shape[-1])
for width in widths:
    kernel = width * out
    print(f"Dense({out}) on {width}: {kernel} + {out} = {kernel + out}")
