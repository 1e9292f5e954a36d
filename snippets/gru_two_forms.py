import keras

for reset_after in (True, False):
    layer = keras.layers.GRU(2, reset_after=reset_after)
    layer.build((None, 50, 3))
    print(f"reset_after={reset_after}:")
    for weight in layer.weights:
        shape = str(tuple(weight.shape))
        print(f"  {weight.name:17}{shape:7}{weight.numpy().size:3}")
    print(f"  {'in all':24}{layer.count_params():3}")
