import keras

for name, axis in (
    ("BatchNormalization", -1),
    ("BatchNormalization", 1),
    ("LayerNormalization", -1),
    ("LayerNormalization", [1, 2]),
):
    counts = []
    for steps in (10, 50):
        layer = getattr(keras.layers, name)(axis=axis)
        layer.build((None, steps, 3))
        counts.append(f"{steps} steps {layer.count_params()}")
    print(f"{name}(axis={axis}):\n  {', '.join(counts)}")
