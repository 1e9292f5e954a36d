import keras
from keras.layers import GRU, Dense

from rnnformula.keras import check

model = keras.Sequential(
    [
        keras.Input((30, 6)),
        GRU(10, return_sequences=True),
        GRU(20),
        Dense(1),
    ]
)
check(model)
print(*(layer.count_params() for layer in model.layers), sep=" + ", end=" = ")
print(model.count_params())
