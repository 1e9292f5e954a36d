import keras

model = keras.Sequential(
    [
        keras.Input((3, 1)),  # 3 time steps, 1 feature
        keras.layers.SimpleRNN(10),
        keras.layers.Dense(1, activation="linear"),
    ]
)
model.summary()
