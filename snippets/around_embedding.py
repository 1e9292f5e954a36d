import keras

for mask_zero in (False, True):
    layer = keras.layers.Embedding(100, 8, mask_zero=mask_zero)
    layer.build((None, 50))
    for weight in layer.weights:
        print(weight.name, tuple(weight.shape))
    print(f"mask_zero={mask_zero}:", layer.count_params())
