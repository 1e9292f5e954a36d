import keras
import numpy as np


class Mine(keras.Model):
    def __init__(self):
        super().__init__()
        self.lstm = keras.layers.LSTM(4)
        self.out = keras.layers.Dense(1)

    def call(self, sequence):
        return self.out(self.lstm(sequence))


def show(when, model):
    text = []
    model.summary(print_fn=text.append)
    for line in text[0].splitlines():
        if "(LSTM)" in line:
            shape, count = (cell.strip() for cell in line.split("│")[2:4])
            print(f"{when + ':':16}{shape} | {count}")


model = Mine()
show("new", model)
model.build((None, 50, 3))
show("after build()", model)
print("count_params():", model.count_params())
model = Mine()
model(np.zeros((2, 50, 3), dtype="float32"))
show("after a call", model)
print("count_params():", model.count_params())
