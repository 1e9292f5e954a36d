import keras

one_layer = keras.Sequential([keras.Input((50, 3)), keras.layers.SimpleRNN(4)])
four_layers = keras.Sequential([keras.Input((50, 3))])
for number in (1, 2, 3, 4):
    four_layers.add(keras.layers.SimpleRNN(1, return_sequences=number < 4))

for name, model in {
    "one layer of 4 units": one_layer,
    "4 layers of one unit": four_layers,
}.items():
    counts = [layer.count_params() for layer in model.layers]
    print(f"{name}: {' + '.join(map(str, counts))} = {model.count_params()}")
