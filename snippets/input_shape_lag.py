import keras

lag = 2
for name, shape in (("feature", (1, lag)), ("step", (lag, 1))):
    model = keras.Sequential([keras.Input(shape), keras.layers.SimpleRNN(5)])
    layer = model.layers[0]
    shapes = [tuple(weight.shape) for weight in layer.weights]
    print(f"lag as {name:8}{shape}:", layer.count_params(), *shapes)
