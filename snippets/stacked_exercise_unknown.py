import keras
from keras.layers import LSTM

from rnnformula.keras import check

for units in (4, 8, 16):
    model = keras.Sequential(
        [keras.Input((50, 16)), LSTM(units, return_sequences=True), LSTM(8)]
    )
    check(model)
    second = model.layers[1].count_params()
    print(f"first layer of {units:2} units: the second has {second}")
