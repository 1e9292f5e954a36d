import keras
from keras.layers import ConvLSTM2D

from rnnformula.keras import check

model = keras.Sequential(
    [
        keras.Input((10, 64, 64, 1)),
        ConvLSTM2D(8, kernel_size=3, return_sequences=True),
        ConvLSTM2D(8, kernel_size=3),
    ]
)
check(model)
for layer in model.layers:
    print(tuple(layer.weights[0].shape), f"{layer.count_params():,}")
