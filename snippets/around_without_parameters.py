import keras
from keras.layers import (
    Activation,
    Dense,
    Dropout,
    Flatten,
    GlobalAveragePooling1D,
    GlobalMaxPooling1D,
    Masking,
    RepeatVector,
    SpatialDropout1D,
)

print("own next  layer and output")
for layer, shape in (
    (Flatten(), (50, 4)),
    (Dropout(0.5), (50, 4)),
    (SpatialDropout1D(0.5), (50, 4)),
    (Activation("relu"), (50, 4)),
    (Masking(), (50, 4)),
    (GlobalAveragePooling1D(), (50, 4)),
    (GlobalMaxPooling1D(), (50, 4)),
    (RepeatVector(7), (4,)),
):
    output, behind = layer(keras.Input(shape)), Dense(1)
    behind(output)
    counts = f"{layer.count_params():3}{behind.count_params():5}"
    print(f"{counts}  {type(layer).__name__} {output.shape}")
