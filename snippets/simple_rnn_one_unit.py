import keras

layer = keras.layers.SimpleRNN(1)
layer.build((None, 50, 3))  # batch, time steps, features

for weight in layer.weights:
    print(f"{weight.name:17}{weight.numpy().size}")
print(f"{'in all':17}{layer.count_params()}")
