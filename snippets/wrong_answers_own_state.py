import keras

units, features = 50, 1
layer = keras.layers.SimpleRNN(units)
layer.build((None, 50, features))
count = features * units + units * units + units
print(f"{units} + {units} + {units} =", units + units + units)
print(f"{units} x {units} =", units * units)
print(f"{features} x {units} + {units} x {units} + {units} =", count)
print("Keras:", layer.count_params())
