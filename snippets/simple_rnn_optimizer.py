import keras

model = keras.Sequential(
    [keras.Input((50, 3)), keras.layers.SimpleRNN(2), keras.layers.Dense(1)]
)
model.compile(optimizer="adam", loss="mse")
model.optimizer.build(model.trainable_variables)  # what fit() does first
model.summary()
print("model.count_params():", model.count_params())
