import keras

model = keras.Sequential(
    [keras.Input((50, 3)), keras.layers.SimpleRNN(1), keras.layers.Dense(1)]
)
adam = keras.optimizers.Adam()
adam.build(model.trainable_variables)

kept = {}
for variable in adam.variables:
    kind = variable.name.split("_")[-1]
    numbers, size = kept.get(kind, (0, 0))
    array = variable.numpy()
    kept[kind] = numbers + array.size, size + array.nbytes
kept["together"] = [
    sum(numbers for numbers, _ in kept.values()),
    sum(size for _, size in kept.values()),
]
for kind, (numbers, size) in kept.items():
    print(f"{kind:10}{numbers:3} numbers{size:4} B")
adams, bytes_each = kept["together"][0], adam.variables[1].numpy().itemsize
print(f"{adams} x {bytes_each} =", adams * bytes_each)
print("dtype of the step counter:", adam.iterations.dtype)
