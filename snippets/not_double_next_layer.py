import keras
from keras.layers import GRU, Bidirectional, Dense, TimeDistributed


def counts(first):
    model = keras.Sequential(
        [keras.Input((64, 15)), first, TimeDistributed(Dense(8))]
    )
    return [(each.output.shape, each.count_params()) for each in model.layers]


def gru():
    return GRU(16, return_sequences=True, reset_after=False)


for name, first in {"GRU": gru(), "both ways": Bidirectional(gru())}.items():
    (shape, count), (_, dense) = counts(first)
    print(f"{name}: {count}, output {shape}")
    print(f"  Dense(8) behind it: {dense}")
print("Dense(8) on 16:", 16 * 8, "+", 8, "=", 16 * 8 + 8)
print("Dense(8) on 32:", 32 * 8, "+", 8, "=", 32 * 8 + 8)
