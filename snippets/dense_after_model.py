import keras
from keras.layers import GRU, Dense, TimeDistributed

for last in (TimeDistributed(Dense(15)), Dense(15)):
    model = keras.Sequential(
        [
            keras.Input((64, 15)),
            GRU(16, return_sequences=True),
            last,
        ]
    )
    for layer in model.layers:
        shape = str(layer.output.shape)
        params = layer.count_params()
        print(f"{type(layer).__name__:16}{shape:15}{params:5}")
    print()
old = GRU(16, reset_after=False)
old.build((None, 64, 15))
print("GRU, reset_after=False:", old.count_params())
