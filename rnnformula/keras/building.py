"""Records of this package -> real Keras layers."""

from __future__ import annotations

from typing import Any

import keras

from rnnformula.counting import split_arguments, tally
from rnnformula.errors import InputError
from rnnformula.inputs import input_for, read_shape, start_shape
from rnnformula.layers import Layer

#: What stands for an axis of space that is left open: long enough for any window of small sizes.
SPACE = 64


def build(layer: str, /, **arguments: Any) -> Any:
    """A really built Keras layer for these sizes, on an input of any number of time steps.

    Args:
        layer: Keras' name of the layer class, or a call of it, as in `rnnformula.count`.
        arguments: as in `rnnformula.count`.

    Raises:
        InputError: as in `rnnformula.count`.
    """
    asked = tally(layer, **arguments)
    record, sizes, shape = split_arguments(layer, arguments)
    made = make(record)
    if record.family.name == "MultiHeadAttention":
        features, value = asked.sizes["features"], asked.sizes["value_features"]
        made.build((None, None, features), (None, None, value))
        return made
    if not record.family.output:  # attention over two inputs of one width
        made.build([(None, None, asked.sizes.get("features", 1))] * 2)
        return made
    begins = read_shape(record, shape) if shape is not None else start_shape(record) or input_for(record, sizes)
    if isinstance(asked.sizes.get("features"), tuple):
        made.axis = list(range(1, len(begins)))
    if record.arguments.get("stateful"):  # the state has a row for each sample of a batch
        begins = (begins[0] or 1, *begins[1:])
    if "time space" in record.family.input:  # Keras refuses an open axis of space
        begins = (*begins[:2], *(SPACE if axis is None else axis for axis in begins[2:]))
    made.build(begins)
    return made


def make(layer: Layer) -> Any:
    """The Keras layer of a record, not built.

    Raises:
        InputError: Keras has no such class.
    """
    kind = getattr(keras.layers, layer.family.name, None) or getattr(keras, layer.family.name, None)
    if kind is None:
        raise InputError(f"{layer.family.name}: Keras has no such layer")
    return kind(**{name: _made(value) for name, value in layer.arguments.items()})


def _made(value: Any) -> Any:
    if isinstance(value, list):
        return [_made(one) for one in value]
    return make(value) if isinstance(value, Layer) else value
