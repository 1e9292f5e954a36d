import keras


def layers():
    return [keras.layers.LSTM(4), keras.layers.Dense(1)]


keras.Sequential(layers(), name="unbuilt").summary(line_length=66)
model = keras.Sequential([keras.Input((50, 3)), *layers()], name="with_input")
model.summary(line_length=66)
built = keras.Sequential(layers(), name="with_build")
built.build((None, 50, 3))
print(built.name, built.count_params())
