from keras.layers import BatchNormalization

layer = BatchNormalization()
layer.build((None, 50, 4))
for weight in layer.weights:
    shape = tuple(weight.shape)
    print(f"{weight.name:16}{shape!s:5} trainable: {weight.trainable}")
print("parameters:", layer.count_params())

for arguments in (
    {"center": False},
    {"scale": False},
    {"axis": 1},
    {"renorm": True},
):
    layer = BatchNormalization(**arguments)
    layer.build((None, 50, 4))
    fixed = sum(w.numpy().size for w in layer.non_trainable_weights)
    ((name, value),) = arguments.items()
    params = layer.count_params()
    print(f"{name}={value}: {params}, not trainable: {fixed}")
