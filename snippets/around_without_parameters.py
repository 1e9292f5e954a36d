import keras
from keras.layers import Dropout, Flatten, Masking, RepeatVector

for layer, shape in (
    (Flatten(), (50, 4)),
    (Dropout(0.5), (50, 4)),
    (Masking(), (50, 4)),
    (RepeatVector(7), (4,)),
):
    output = layer(keras.Input(shape))
    behind = keras.layers.Dense(1)
    behind(output)
    print(f"{type(layer).__name__}: {layer.count_params()} parameters")
    print(f"  {(None, *shape)} becomes {output.shape}")
    print("  Dense(1) behind it:", behind.count_params())
