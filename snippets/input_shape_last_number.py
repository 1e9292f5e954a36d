import keras

print("shape       SimpleRNN(4)")
for shape in ((3, 7), (7, 3), (50, 3), (None, 3), (50, 7)):
    model = keras.Sequential([keras.Input(shape), keras.layers.SimpleRNN(4)])
    print(f"{shape!s:12}{model.count_params():12}")
