import keras


def count(units):
    layer = keras.layers.LSTM(units)
    layer.build((None, 50, 3))
    return layer.count_params()


print("units            parameters              ratio")
for units in (1, 2, 4, 32, 512):
    one, two = count(units), count(2 * units)
    change = f"{one:9,} -> {two:9,}"
    print(f"{units:3} -> {2 * units:4}  {change}  {two / one:9.4g}")
