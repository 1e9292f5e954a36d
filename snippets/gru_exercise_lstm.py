import keras

lstm = keras.layers.LSTM(64)
lstm.build((None, 30, 5))
print("LSTM, 64 units:", lstm.count_params())

for units in (64, 73, 74, 85):
    gru = keras.layers.GRU(units)
    gru.build((None, 30, 5))
    count = gru.count_params()
    print(f"GRU, {units} units: {count} ({count - lstm.count_params():+})")
