import keras

for units in (1, 16, 512):
    model = keras.Sequential([keras.Input((50, 3)), keras.layers.LSTM(units)])
    text = []
    model.summary(print_fn=text.append)
    total = [line for line in text[0].splitlines() if "Total" in line]
    size = 4 * model.count_params()
    print(f"{total[0].strip()}\n  {size} B")
print("1 KB = 1024 B")  # quoted: a unit
print("1 MB = 1024 x 1024 B =", 1024 * 1024, "B")  # quoted: a unit
