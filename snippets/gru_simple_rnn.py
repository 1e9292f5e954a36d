import keras
from keras.layers import GRU, SimpleRNN


def count(kind, units, features, **arguments):
    with keras.StatelessScope(initialize_variables=False):
        layer = kind(units, **arguments)
        layer.build((None, None, features))
        return layer.count_params()


variants = {"default": {}}
variants |= {name: {name: False} for name in ("reset_after", "use_bias")}
print("reads units default", *list(variants)[1:])
for features, units in ((1, 1), (1, 10), (28, 128), (1024, 1024)):
    ratios = []
    for change in variants.values():
        use_bias = change.get("use_bias", True)
        simple = count(SimpleRNN, units, features, use_bias=use_bias)
        ratios.append(count(GRU, units, features, **change) / simple)
    row = "{:5}{:6}{:8.5g} {:<11.5g} {:.5g}"
    print(row.format(features, units, *ratios))
    assert ratios[0] == 3 + 3 / (features + units + 1)
