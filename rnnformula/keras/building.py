"""Records of this package -> real Keras layers."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import keras

from rnnformula.counting import exchange
from rnnformula.errors import InputError
from rnnformula.keras import plain

if TYPE_CHECKING:
    from rnnformula.reading.layers import Layer


def build(layer: str, /, **arguments: Any) -> Any:
    """A really built Keras layer for these sizes, on an input of any number of time steps.

    >>> build("SimpleRNN", units=10, features=1).count_params()
    120

    Args:
        layer: Keras' name of the layer class, or a call of it, as in `rnnformula.count`.
        arguments: as in `rnnformula.count`.

    Raises:
        InputError: as in `rnnformula.count`, or Keras has no such class.
    """
    return _made(exchange.order(layer, **arguments))


def make_layer(layer: Layer) -> Any:
    """The Keras layer of a record, not built.

    Raises:
        InputError: Keras has no such class.
    """
    return _made(exchange.order_of(layer))


def _made(order: plain.Order) -> Any:
    name = order["class"]
    if not plain.class_of(name) and not hasattr(keras, name):
        raise InputError(f"{name}: Keras has no such layer")
    return plain.make(order)
