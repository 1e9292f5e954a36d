import keras
import numpy as np

model = keras.Sequential(
    [
        keras.Input((50, 3)),
        keras.layers.LSTM(4),
        keras.layers.BatchNormalization(),
        keras.layers.Dense(1),
    ]
)
model.compile(optimizer="adam", loss="mse")


def show(when):
    text = []
    model.summary(print_fn=text.append)
    print(f"{when}:")
    print(
        *[line for line in text[0].splitlines() if "params:" in line], sep="\n"
    )


show("before fit()")
model.fit(np.zeros((2, 50, 3)), np.zeros((2, 1)), verbose=0)
show("after fit()")
rows = [layer.count_params() for layer in model.layers]
print("rows:", *rows, "together:", sum(rows))
