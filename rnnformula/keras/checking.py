"""The comparison of what Keras built with what the formula says.

Only ``weights`` are compared, never ``variables``: since Keras 3 a recurrent layer also owns the
state of its seed generator, a variable that no count and no saved file includes.
"""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import TYPE_CHECKING, Any

import keras

from rnnformula.check import Check, CheckedLayer, compare
from rnnformula.counting import tally_of
from rnnformula.errors import InputError
from rnnformula.families import FAMILIES
from rnnformula.keras.reading import built_arrays, known, read

if TYPE_CHECKING:
    from collections.abc import Iterator


def check(model_or_layer: Any, *, only_known: bool = False) -> Check:
    """Compare a built Keras layer, or every layer of a built model, with the formula.

    >>> import keras
    >>> layer = keras.layers.SimpleRNN(10)
    >>> layer.build((None, 3, 1))
    >>> check(layer).count
    120

    Args:
        model_or_layer: a built ``keras.layers.Layer`` or ``keras.Model``.
        only_known: leave out what is not built and what no family describes, instead of refusing it.

    Returns:
        The table that pages print: for each array its name, shape and number of scalars on both sides.

    Raises:
        Mismatch: the formula and Keras differ; the message shows both sides.
        InputError: not a Keras layer or model, not built, or with weights that no family describes.
    """
    layers = [layer for layer in _layers(model_or_layer) if not only_known or (layer.built and known(layer))]
    return Check(tuple(map(_checked, layers)), versions())


def versions() -> dict[str, str]:
    """Keras and the backend it runs on, such as ``{"keras": "3.15.1", "tensorflow": "2.21.0"}``."""
    return {name: _version(name) for name in ("keras", keras.backend.backend())}


@cache
def _version(name: str) -> str:
    return version(name)  # reads files: milliseconds, at every check


def _layers(model_or_layer: Any) -> Iterator[Any]:
    if isinstance(model_or_layer, keras.Model):
        for layer in model_or_layer.layers:
            yield from _layers(layer)
    elif isinstance(model_or_layer, keras.layers.Layer):
        yield model_or_layer
    else:
        raise InputError(f"check: expected a Keras layer or model, got {type(model_or_layer).__name__}")


def _checked(layer: Any) -> CheckedLayer:
    title = f"{layer.name} ({type(layer).__name__})"
    if not layer.built:
        raise InputError(f"{title}: the layer is not built; call it on data or call build(input_shape) first")
    built = built_arrays(layer)
    if not built:
        return CheckedLayer(layer.name, None, ())
    if not known(layer):
        names = ", ".join(FAMILIES)
        raise InputError(f"{title}: it has weights, but no family describes it (known: {names})")
    record, shape, more = read(layer)
    return compare(layer.name, tally_of(record, shape, more), built, layer.count_params())
