import keras


def layers():
    return [keras.layers.LSTM(4), keras.layers.Dense(1)]


def show(when, model):
    text = []
    model.summary(print_fn=text.append)
    print(f"{when}:")
    for line in text[0].splitlines():
        if "│" in line or "Total" in line:
            print(" ", " ".join(line.split()).strip("│ "))


show("LSTM(4), Dense(1)", keras.Sequential(layers()))
show("with Input", keras.Sequential([keras.Input((50, 3)), *layers()]))
model = keras.Sequential(layers())
model.build((None, 50, 3))
show("with build()", model)
