import keras

for merge_mode in ("concat", "sum", "mul", "ave"):
    both = keras.layers.Bidirectional(
        keras.layers.LSTM(8), merge_mode=merge_mode
    )
    dense = keras.layers.Dense(1)
    keras.Sequential([keras.Input((50, 3)), both, dense])
    counts = f"{both.count_params()}, then Dense(1): {dense.count_params()}"
    print(f"{merge_mode:7}{counts}")
