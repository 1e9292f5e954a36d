import keras

units, features = 10, 1
layer = keras.layers.Bidirectional(keras.layers.SimpleRNN(units))
layer.build((None, 3, features))
print("Keras:                ", layer.count_params())
right = 2 * units * (features + units + 1)
print(f"2 x {units} x ({features} + {units} + 1)  =", right)
for reads in (units, 2 * units):
    wrong = units * (2 * (reads + features + units))
    print(f"{units} x (2 x ({reads} + {features} + {units})) =", wrong)
