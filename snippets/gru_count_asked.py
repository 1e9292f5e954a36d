import keras
from keras.layers import GRU, Bidirectional

print(f"{'':16}reset_after")
print("units  features  False   True  more")
for units, features in ((1, 1), (5, 4), (8, 16), (20, 13), (32, 32)):
    counts = []
    for reset_after in (False, True):
        layer = GRU(units, reset_after=reset_after)
        layer.build((None, None, features))
        counts.append(layer.count_params())
    row = f"{units:5}{features:10}{counts[0]:7,}{counts[1]:7,}"
    print(f"{row}{counts[1] - counts[0]:6}")

print("Bidirectional(GRU(32)) on 16 features")
for reset_after in (False, True):
    layer = Bidirectional(GRU(32, reset_after=reset_after))
    layer(keras.Input((None, 16)))
    print(f"reset_after={reset_after}: {layer.count_params():,}")
