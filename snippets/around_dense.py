import keras

for layer in (
    keras.layers.Dense(4),
    keras.layers.Dense(4, use_bias=False),
):
    layer.build((None, 50, 3))
    for weight in layer.weights:
        print(f"{weight.name:7}", tuple(weight.shape))
    print("parameters:", layer.count_params())
