import keras

print("SimpleRNN(10):")
for features, use_bias in ((1, True), (2, False)):
    layer = keras.layers.SimpleRNN(10, use_bias=use_bias)
    layer.build((None, None, features))
    count = layer.count_params()
    print(f"  {features} features, use_bias={use_bias}: {count}")
print("GRU(4):")
for features, name, value in (
    (3, "reset_after", True),
    (4, "reset_after", False),
    (5, "use_bias", False),
):
    layer = keras.layers.GRU(4, **{name: value})
    layer.build((None, None, features))
    count = layer.count_params()
    print(f"  {features} features, {name}={value}: {count}")
