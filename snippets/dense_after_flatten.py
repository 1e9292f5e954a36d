import keras
from keras.layers import LSTM, Dense, Flatten

for between in ([], [Flatten]):
    for steps in (50, 100):
        model = keras.Sequential(
            [
                keras.Input((steps, 3)),
                LSTM(8, return_sequences=True),
                *(layer() for layer in between),
                Dense(4),
            ]
        )
        print(f"{steps} steps:")
        for layer in model.layers:
            shape = str(layer.output.shape)
            params = layer.count_params()
            print(f"  {type(layer).__name__:9}{shape:15}{params:5}")
