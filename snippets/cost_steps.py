import keras

from rnnformula import cost

print("time steps  parameters  products")
for steps in (1, 3, 30, 300):
    layer = keras.layers.LSTM(20)
    layer.build((None, steps, 10))
    lstm = cost("LSTM", units=20, features=10, steps=steps)
    products = lstm["forward", "multiply_accumulates"].value
    print(f"{steps:10}{layer.count_params():12,}{products:10,}")
