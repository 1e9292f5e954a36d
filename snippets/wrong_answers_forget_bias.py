import keras

for unit_forget_bias in (True, False):
    layer = keras.layers.LSTM(2, unit_forget_bias=unit_forget_bias)
    layer.build((None, 10, 3))
    bias = layer.cell.bias.numpy().astype(int).tolist()
    name = f"{layer.count_params()} parameters"
    print(f"unit_forget_bias={unit_forget_bias}: {name}\n  bias {bias}")
