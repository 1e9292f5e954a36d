import inspect

import keras
from keras.layers import SimpleRNN

toggles = {
    "units": 5,
    "activation": None,
    "use_bias": False,
    "kernel_initializer": "ones",
    "recurrent_initializer": "ones",
    "bias_initializer": "ones",
    "kernel_regularizer": "l2",
    "recurrent_regularizer": "l2",
    "bias_regularizer": "l2",
    "activity_regularizer": "l2",
    "kernel_constraint": "non_neg",
    "recurrent_constraint": "non_neg",
    "bias_constraint": "non_neg",
    "dropout": 0.5,
    "recurrent_dropout": 0.5,
    "return_sequences": True,
    "return_state": True,
    "go_backwards": True,
    "stateful": True,
    "unroll": True,
    "seed": 1,
}
parameters = dict(inspect.signature(SimpleRNN).parameters)
del parameters["kwargs"]
assert list(parameters) == list(toggles), set(parameters) ^ set(toggles)
assert all(parameters[name].default != toggles[name] for name in toggles)


def measure(**arguments):
    layer = SimpleRNN(**{"units": 4} | arguments)
    outputs = layer(keras.Input(batch_shape=(2, 50, 3)))
    shapes = [str(output.shape) for output in keras.tree.flatten(outputs)]
    return {
        "params": layer.count_params(),
        "weights": len(layer.weights),
        "variables": len(layer.variables),
        "output": " ".join(shapes),
    }


usual = measure()
changed_by = {column: [] for column in usual}
row = "{:28} {:>6} {:>7} {:>9}  {}"
print(row.format("", *usual))
print(row.format("defaults", *usual.values()))
for name, value in toggles.items():
    found = measure(**{name: value})
    for column in usual:
        if found[column] == usual[column]:
            found[column] = "."
        else:
            changed_by[column].append(name)
    print(row.format(f"{name}={value!r}", *found.values()))

print()
for column, names in changed_by.items():
    print(f"{column} changed by:", ", ".join(names))
