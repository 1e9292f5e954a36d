import keras


def count(units):
    layer = keras.layers.LSTM(units)
    layer.build((None, 50, 3))
    return layer.count_params()


print("units     count    doubled  ratio")
for units in (1, 2, 4, 32, 512):
    one, two = count(units), count(2 * units)
    print(f"{units:5}{one:10,}{two:11,}{two / one:7.4g}")
