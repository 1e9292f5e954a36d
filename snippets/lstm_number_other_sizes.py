import keras

for units in range(1, 100):
    features = 396 / (4 * units) - units - 1
    if features >= 1 and features == int(features):
        layer = keras.layers.LSTM(units)
        layer.build((None, 5, int(features)))
        print(f"{units=}, features={features:.0f}:", layer.count_params())
