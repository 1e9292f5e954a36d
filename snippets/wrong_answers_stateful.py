import keras

for stateful in (False, True):
    layer = keras.layers.LSTM(8, stateful=stateful)
    layer.build((2, 50, 3))
    print(f"stateful={stateful}:", layer.count_params())
