import keras

layers = {
    "SimpleRNN(4)": keras.layers.SimpleRNN(4),
    "LSTM(4)": keras.layers.LSTM(4),
    "GRU(4)": keras.layers.GRU(4),
    "GRU(4, reset_after=False)": keras.layers.GRU(4, reset_after=False),
}
for code, layer in layers.items():
    layer.build((None, None, 3))
    print(f"{code}: {layer.count_params()}")
    for w in layer.weights:
        print(f"    {w.name} {w.shape}")
