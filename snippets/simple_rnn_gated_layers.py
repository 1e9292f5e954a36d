import keras

counts = {}
for kind in (keras.layers.SimpleRNN, keras.layers.LSTM, keras.layers.GRU):
    layer = kind(64)
    layer.build((None, None, 100))
    counts[kind.__name__] = layer.count_params()

for name, count in counts.items():
    ratio = count / counts["SimpleRNN"]
    print(f"{name}: {count:,} parameters, {ratio:.3f} times SimpleRNN")
