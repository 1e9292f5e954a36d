import keras
from keras.layers import ConvLSTM2D, Dense, Flatten

from rnnformula.keras import check

for size in (16, 32):
    model = keras.Sequential(
        [
            keras.Input((10, size, size, 1)),
            ConvLSTM2D(8, kernel_size=3, padding="same"),
            Flatten(),
            Dense(1),
        ]
    )
    check(model)
    conv, _, dense = (layer.count_params() for layer in model.layers)
    print(f"{size} x {size}: ConvLSTM2D {conv:,}  Dense {dense:,}")
