import keras

layer = keras.layers.SimpleRNN(50)
layer.build((None, 50, 1))
print("50 + 50 + 50 =", 50 + 50 + 50)
print("50 x 50 =", 50 * 50)
print("1 x 50 + 50 x 50 + 50 =", 1 * 50 + 50 * 50 + 50)
print("Keras:", layer.count_params())
