import keras

for shape in ((20, 1), (1, 20)):
    model = keras.Sequential([keras.Input(shape), keras.layers.SimpleRNN(4)])
    print(f"{shape}:", model.count_params())
print("(20 + 4) x 4 + 4 =", (20 + 4) * 4 + 4)
print("( 1 + 4) x 4 + 4 =", (1 + 4) * 4 + 4)
