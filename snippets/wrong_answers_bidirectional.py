import keras

layer = keras.layers.Bidirectional(keras.layers.SimpleRNN(10))
layer.build((None, 3, 1))
print("Keras:                ", layer.count_params())
print("2 x 10 x (1 + 10 + 1)  =", 2 * 10 * (1 + 10 + 1))
print("10 x (2 x (10 + 1 + 10)) =", 10 * (2 * (10 + 1 + 10)))
print("10 x (2 x (20 + 1 + 10)) =", 10 * (2 * (20 + 1 + 10)))
