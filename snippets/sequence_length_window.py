import keras

for window in (10, 50):
    for shape in ((window, 1), (1, window)):
        model = keras.Sequential([keras.Input(shape), keras.layers.LSTM(8)])
        print(f"window of {window}, shape {shape}:", model.count_params())
