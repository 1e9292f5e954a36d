import keras

for count in (48, 32):
    for units in range(1, count):
        features = count // units - units - 1
        if count % units == 0 and features > 0:
            layer = keras.layers.SimpleRNN(units)
            layer.build((None, None, features))
            printed = layer.count_params()
            print(f"{printed} = {units} units, {features} features")
