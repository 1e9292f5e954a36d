import keras

for return_sequences in (False, True):
    lstm = keras.layers.LSTM(8, return_sequences=return_sequences)
    dense = keras.layers.Dense(4)
    keras.Sequential(
        [keras.Input((50, 3)), lstm, keras.layers.Flatten(), dense]
    )
    print(f"return_sequences={return_sequences}")
    print("  LSTM(8):", lstm.count_params())
    print("  Dense(4) after Flatten:", dense.count_params())
