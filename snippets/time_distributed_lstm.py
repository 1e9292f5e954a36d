import keras
from keras.layers import LSTM, Dense, TimeDistributed

for sentences in (6, 60):
    model = keras.Sequential(
        [
            keras.Input((sentences, 50, 3)),
            TimeDistributed(LSTM(4)),
            LSTM(4),
            Dense(1),
        ]
    )
    print(f"{sentences} sentences:")
    for layer in model.layers:
        shape = str(layer.output.shape)
        params = layer.count_params()
        print(f"  {type(layer).__name__:16}{shape:14}{params:5}")
