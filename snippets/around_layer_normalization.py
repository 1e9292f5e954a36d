from keras.layers import LayerNormalization

layer = LayerNormalization()
layer.build((None, 50, 4))
for weight in layer.weights:
    shape = tuple(weight.shape)
    print(f"{weight.name:6}{shape} trainable: {weight.trainable}")
print("parameters:", layer.count_params())

for arguments in (
    {"center": False},
    {"scale": False},
    {"axis": (1, 2)},
):
    layer = LayerNormalization(**arguments)
    layer.build((None, 50, 4))
    ((name, value),) = arguments.items()
    print(f"{name}={value}: {layer.count_params()}")
