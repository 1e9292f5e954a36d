import keras

layer = keras.layers.LSTM(1)
layer.build((None, 50, 3))
kernel, recurrent_kernel, bias = layer.get_weights()

names = ("input gate", "forget gate", "candidate", "output gate")
for column, name in enumerate(names):
    numbers = [
        kernel[:, column].size,
        recurrent_kernel[:, column].size,
        bias[column].size,
    ]
    print(f"{name:12}", *numbers, "=", sum(numbers))
print("in all:", layer.count_params())
