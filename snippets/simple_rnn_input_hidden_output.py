import keras

from rnnformula.keras import check

model = keras.Sequential(
    [
        keras.Input((None, 100)),  # any number of time steps, 100 features
        keras.layers.SimpleRNN(64),
        keras.layers.Dense(10),
    ]
)
print(check(model))
