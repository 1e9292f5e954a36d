from keras.layers import MultiHeadAttention

layer = MultiHeadAttention(num_heads=2, key_dim=5)
layer.build((None, 20, 3), (None, 50, 3))
for weight in layer.weights:
    path = weight.path.split("/", 1)[1]
    print(f"{path:24}", tuple(weight.shape))
parts = ("query", "key", "value", "output")
for part in parts:
    dense = getattr(layer, f"{part}_dense")
    print(f"{part}: {dense.count_params()}")
print("parameters:", layer.count_params())

for arguments in (
    {"value_dim": 6},
    {"output_shape": 8},
    {"use_bias": False},
    {"use_gate": True},
):
    layer = MultiHeadAttention(num_heads=2, key_dim=5, **arguments)
    layer.build((None, 20, 3), (None, 50, 3))
    ((name, value),) = arguments.items()
    print(f"{name}={value}: {layer.count_params()}")

layer = MultiHeadAttention(num_heads=2, key_dim=5)
layer.build((None, 20, 3), (None, 50, 7))
print("value with 7 features:", layer.count_params())
