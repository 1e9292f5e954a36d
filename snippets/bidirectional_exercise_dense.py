import keras
from keras.layers import LSTM, Bidirectional, Dense

from rnnformula.keras import check

for mode in ("concat", "sum"):
    model = keras.Sequential(
        [
            keras.Input((50, 10)),
            Bidirectional(LSTM(32), merge_mode=mode),
            Dense(5),
        ]
    )
    check(model)
    both, dense = (layer.count_params() for layer in model.layers)
    print(f"{mode}: Bidirectional {both:,}")
    print(f"  Dense reads {model.layers[1].input.shape[-1]}: {dense}")
