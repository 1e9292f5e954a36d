import keras

print(f"{'':18}   Keras  two  more")
for name, units, features in (
    ("SimpleRNN", 10, 1),
    ("SimpleRNN", 4, 3),
    ("LSTM", 4, 3),
    ("GRU", 4, 3),
):
    layer = getattr(keras.layers, name)(units)
    layer.build((None, None, features))
    kernel, recurrent_kernel, bias = layer.get_weights()
    columns = kernel.shape[1]
    both = kernel.size + recurrent_kernel.size + 2 * columns
    count = layer.count_params()
    title = f"{name}({units}) on {features}"
    print(f"{title:18}{count:8}{both:5}{both - count:6}")
