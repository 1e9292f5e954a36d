import keras

small, large = (keras.layers.SimpleRNN(units) for units in (10, 20))
for layer in (small, large):
    layer.build((None, 50, 1))

print(f"{'units':17}{small.units:5}{large.units:5}  times")
for before, after in zip(small.weights, large.weights, strict=True):
    first, second = before.numpy().size, after.numpy().size
    print(f"{before.name:17}{first:5}{second:5}{second / first:7g}")
print(f"{'in all':17}{small.count_params():5}{large.count_params():5}")
print(f"{'twice':22}{2 * small.count_params():5}")
