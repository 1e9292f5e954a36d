"""Real Keras layers -> the records of this package."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.counting import exchange
from rnnformula.keras.plain import describe

if TYPE_CHECKING:
    from rnnformula.facts import Size
    from rnnformula.reading.inputs import Shape
    from rnnformula.reading.layers import Layer


def known(layer: Any) -> bool:
    """Whether a family describes this very class (not one derived from it, nor quantized), and all layers inside.

    >>> import keras
    >>> known(keras.layers.LSTM(4)), known(keras.layers.Layer())
    (True, False)
    """
    return exchange.known(describe(layer))


def read(layer: Any) -> tuple[Layer, Shape, dict[str, Size]]:
    """A built Keras layer: the same as a record, the shape it was built for, sizes of its further inputs.

    >>> from rnnformula.keras import build
    >>> record, shape, further = read(build("SimpleRNN", units=10, features=1))
    >>> record.family.name, shape, further
    ('SimpleRNN', (None, None, 1), {})

    The shape is not read from its weights.

    Raises:
        InputError: the layer is not built.
    """
    return exchange.read_description(describe(layer))
