import keras
from keras.layers import (
    LSTM,
    Bidirectional,
    Dense,
    Dropout,
    LayerNormalization,
    RepeatVector,
)

print("reads  params  behind")
sequence = LSTM(8, return_sequences=True)
for name, before in {
    "LSTM(8)": [sequence],
    "LSTM(8), Dropout(0.5)": [sequence, Dropout(0.5)],
    "LSTM(8), LayerNormalization()": [sequence, LayerNormalization()],
    "LSTM(8), Dense(5)": [sequence, Dense(5)],
    "LSTM(8), RepeatVector(50)": [LSTM(8), RepeatVector(50)],
    "Bidirectional(LSTM(8))": [Bidirectional(LSTM(8, return_sequences=True))],
}.items():
    model = keras.Sequential([keras.Input((50, 3)), *before, LSTM(8)])
    last = model.layers[-1]
    print(f"{last.input.shape[-1]:5}{last.count_params():8}  {name}")
