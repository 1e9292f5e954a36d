import inspect

import keras
from keras.layers import SimpleRNN

other = {  # a flag is flipped; else a name ends with one of these
    "units": 5,
    "activation": None,
    "initializer": "ones",
    "regularizer": "l2",
    "constraint": "non_neg",
    "dropout": 0.5,
    "seed": 1,
}
toggles = {}
for name, argument in inspect.signature(SimpleRNN).parameters.items():
    if isinstance(argument.default, bool):
        toggles[name] = not argument.default
    elif name != "kwargs":
        toggles[name] = other[name.split("_")[-1]]


units = 4


def measure(**arguments):
    layer = SimpleRNN(**{"units": units} | arguments)
    outputs = layer(keras.Input(batch_shape=(2, 50, 3)))
    shapes = [str(output.shape) for output in keras.tree.flatten(outputs)]
    return {
        "params": layer.count_params(),
        "weights": len(layer.weights),
        "variables": len(layer.variables),
        "output": " ".join(shapes),
    }


row = "{:21} {:>6} {:>7} {:>9}  {:13}  {}"
usual = measure()
changed_by = {column: [] for column in usual}
print(row.format("", *usual, "with"))
print(row.format("defaults", *usual.values(), f"units={units}"))
for name, value in toggles.items():
    found = measure(**{name: value})
    for column in usual:
        if found[column] == usual[column]:
            found[column] = "."
        else:
            changed_by[column].append(name)
    print(row.format(name, *found.values(), repr(value)))

print()
for column, names in changed_by.items():
    print(f"{column} changed by:", ", ".join(names))
