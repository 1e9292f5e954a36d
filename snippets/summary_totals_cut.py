import keras

model = keras.Sequential(
    [keras.Input((None,)), keras.layers.Embedding(100000, 256)]
)
for length in (36, 70):
    text = []
    model.summary(line_length=length, print_fn=text.append)
    print(f"line_length={length}")
    for line in text[0].splitlines():
        if "Total" in line or "│" in line:
            print(line)
print("count_params():", model.layers[0].count_params())
