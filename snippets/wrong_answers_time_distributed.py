import keras

for steps in (5, 500):
    inputs = keras.Input((steps, 3))
    wrapped = keras.layers.TimeDistributed(keras.layers.Dense(4))
    plain = keras.layers.Dense(4)
    wrapped(inputs), plain(inputs)
    print(f"{steps:3} steps:", wrapped.count_params(), plain.count_params())
