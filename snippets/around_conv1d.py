import keras

for groups in (1, 2):
    layer = keras.layers.Conv1D(4, kernel_size=3, groups=groups)
    layer.build((None, 50, 6))
    print(f"groups={groups}: {layer.count_params()} parameters")
    for weight in layer.weights:
        print(f"  {weight.name:7}", tuple(weight.shape))
