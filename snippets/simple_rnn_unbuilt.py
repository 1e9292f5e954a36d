import keras

model = keras.Sequential([keras.layers.SimpleRNN(2), keras.layers.Dense(1)])
model.summary()
