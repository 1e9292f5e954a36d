import keras
from keras.layers import LSTM, Dense, Dropout

from rnnformula.keras import check

model = keras.Sequential(
    [
        keras.Input((50, 10)),
        LSTM(16, return_sequences=True),
        Dropout(0.5),
        Dense(4),
        LSTM(16),
    ]
)
check(model)
print("reads  params")
for layer in model.layers:
    print(f"{layer.input.shape[-1]:5}{layer.count_params():8,}  {layer.name}")
