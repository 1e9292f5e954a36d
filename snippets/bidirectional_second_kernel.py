import keras
from keras.layers import LSTM, Bidirectional

plain = keras.Sequential(
    [keras.Input((50, 3)), LSTM(8, return_sequences=True), LSTM(8)]
)
both = keras.Sequential(
    [
        keras.Input((50, 3)),
        Bidirectional(LSTM(8, return_sequences=True)),
        Bidirectional(LSTM(8)),
    ]
)
for model in (plain, both):
    for w in model.layers[1].weights:
        if w.name == "kernel":
            owner = w.path.split("/")[-3].split("_")[0]
            print(f"{owner:9}{w.shape!s:9}{keras.ops.size(w):4}")
more, less = both.count_params(), plain.count_params()
print(f"{more} - 2 * {less} = {more - 2 * less}")
