"""The comparison of what Keras built with what the formula says."""

from __future__ import annotations

from functools import cache
from importlib.metadata import version
from typing import Any

import keras

from rnnformula.counting.agreement import Check
from rnnformula.counting.exchange import checked, known
from rnnformula.errors import InputError
from rnnformula.keras.plain import describe, layers_of
from rnnformula.render.text import text


class PrintedCheck(Check):
    """A layer or a model on which both sides agree; printing it gives the table."""

    __slots__ = ()

    def __str__(self) -> str:
        return text(self)


def check(model_or_layer: Any, *, only_known: bool = False) -> PrintedCheck:
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
    if not isinstance(model_or_layer, keras.layers.Layer):
        raise InputError(f"check: expected a Keras layer or model, got {type(model_or_layer).__name__}")
    descriptions = [describe(layer) for layer in layers_of(model_or_layer)]
    layers = [layer for layer in descriptions if not only_known or (layer["built"] and known(layer))]
    return PrintedCheck(tuple(map(checked, layers)), versions())


def versions() -> dict[str, str]:
    """Keras and the backend it runs on, such as ``{"keras": "3.15.1", "tensorflow": "2.21.0"}``.

    >>> next(iter(versions()))
    'keras'
    """
    return {name: _version(name) for name in ("keras", keras.backend.backend())}


@cache
def _version(name: str) -> str:
    return version(name)  # reads files: milliseconds, at every check
