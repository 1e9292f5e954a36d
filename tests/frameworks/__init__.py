"""The real frameworks as witnesses: what they build, one module a framework. `make test-frameworks` runs them.

A module has `version()` and `built()`: layers for a matrix of arguments, each with the arrays that its framework made.
"""

import os
from dataclasses import dataclass
from importlib import import_module
from itertools import product
from math import prod

# Before any of them is imported: quiet, on the CPU, and tf.compat.v1 has layers only with Keras 2.
os.environ |= {
    "JAX_PLATFORMS": "cpu",
    "KERAS_BACKEND": "tensorflow",
    "TF_CPP_MIN_LOG_LEVEL": "3",
    "TF_USE_LEGACY_KERAS": "1",
}

MODULES = ("keras2", "tf1", "pytorch", "flax_linen", "flax_nnx", "equinox_nn", "onnx_ops")

#: units, features; the first pair is the one that is recorded.
SIZES = ((4, 3), (10, 1), (64, 28))


@dataclass(frozen=True)
class Built:
    """A layer that a framework built: as it is written in known_counts.csv, how it was made, its arrays in order."""

    layer: str
    made: str
    arrays: dict[str, tuple[int, ...]]
    recorded: bool

    @property
    def count(self):
        return sum(map(prod, self.arrays.values()))


def build(name, make, options=({},)):
    """A layer for each pair of sizes and each choice of options.

    `make(units, features, **options)` gives the code that makes the layer and the arrays, name -> shape.
    """
    for (units, features), chosen in product(SIZES, options):
        made, arrays = make(units, features, **chosen)
        words = [name, f"units={units}", f"features={features}"]
        words += [f"{option}={str(value).lower()}" for option, value in chosen.items()]
        yield Built(
            " ".join(words),
            made,
            {name: tuple(map(int, shape)) for name, shape in arrays.items()},
            recorded=(units, features) == SIZES[0],
        )


def everything_built():
    """Each module's name, its framework's version, a layer."""
    for name in MODULES:
        module = import_module(f"{__name__}.{name}")
        for layer in module.built():
            yield name, module.version(), layer


def call(name, *arguments, **options):
    """The code of a call.

    >>> call("torch.nn.LSTM", 3, 4, bias=False)
    'torch.nn.LSTM(3, 4, bias=False)'
    """
    return f"{name}({', '.join([*map(str, arguments), *(f'{key}={value}' for key, value in options.items())])})"
