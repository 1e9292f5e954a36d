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

print("                              output  layer  Dense(1) behind")
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
    row = f"{type(layer).__name__:23}{output.shape!s:>13}"
    print(f"{row}{layer.count_params():7}{behind.count_params():17}")
