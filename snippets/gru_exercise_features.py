import keras

units = 128
columns = 3 * units
rows = 60672 // columns
print(f"{columns} x {rows} = {columns * rows}")

for reset_after in (True, False):
    biases = 2 if reset_after else 1
    features = rows - units - biases
    layer = keras.layers.GRU(units, reset_after=reset_after)
    layer.build((None, None, features))
    print(f"{reset_after=}, {features=}:", layer.count_params())
    print("  puts out", layer.compute_output_shape((None, None, features)))
