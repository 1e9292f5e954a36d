import keras

from rnnformula.keras import check

model = keras.Sequential(
    [
        keras.Input((50, 3)),
        keras.layers.SimpleRNN(4, return_sequences=True),
        keras.layers.SimpleRNN(4, return_sequences=True),
        keras.layers.SimpleRNN(4),
        keras.layers.Dense(1),
    ]
)
print(check(model))
