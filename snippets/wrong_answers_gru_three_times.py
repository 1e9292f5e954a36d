import keras


def count(kind, units, features, **options):
    layer = kind(units, **options)
    layer.build((None, None, features))
    return layer.count_params()


simple, gru = keras.layers.SimpleRNN, keras.layers.GRU
for features, units in ((1, 1), (3, 4), (28, 128)):
    print(f"{units} units on {features} features: SimpleRNN and GRU")
    for options in ({}, {"reset_after": False}, {"use_bias": False}):
        bias = {"use_bias": options.get("use_bias", True)}
        one = count(simple, units, features, **bias)
        three = count(gru, units, features, **options)
        name = ", ".join(f"{key}={value}" for key, value in options.items())
        counts = f"{one:6}{three:6} x {three / one:.3f}"
        print(f" {name or 'default':17}{counts}")
