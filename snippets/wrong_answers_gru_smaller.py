import keras

print("features  units   LSTM    GRU  fewer")
for features, units in ((1, 1), (1, 2), (3, 4), (64, 128)):
    counts = []
    for kind in (keras.layers.LSTM, keras.layers.GRU):
        layer = kind(units)
        layer.build((None, None, features))
        counts.append(layer.count_params())
    lstm_minus_gru = counts[0] - counts[1]
    print(f"{features:8}{units:7}{counts[0]:7}{counts[1]:7}{lstm_minus_gru:7}")
