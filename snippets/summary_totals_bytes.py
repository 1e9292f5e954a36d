import keras

for dtype in ("float32", "float16", "float64", "mixed_float16"):
    model = keras.Sequential(
        [
            keras.Input((50, 3)),
            keras.layers.SimpleRNN(1, dtype=dtype),
            keras.layers.Dense(1, dtype=dtype),
        ]
    )
    text = []
    model.summary(print_fn=text.append)
    total = [line for line in text[0].splitlines() if "Total" in line]
    stored = model.layers[0].cell.kernel.dtype
    print(f"{dtype}, stored as {stored}:\n {total[0]}")
