"""Paths of arrays -> the layers that own them: ``encoder.lstm.weight_ih_l0`` belongs to ``encoder.lstm``."""

from __future__ import annotations

import re
from functools import cache

from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import FRAMEWORKS

_SEPARATORS = re.compile(r"[./]")
_CELL = re.compile(r"(?:\w+_)?cell(?:_\d+)?")
_DIRECTION = re.compile(r"(?:forward|backward)_\w+")


@cache
def _inner_names() -> frozenset[str]:
    """Names of arrays that have a part of the layer in them, ``query/kernel``."""
    families = (*FAMILIES.values(), *FRAMEWORKS.values())
    return frozenset(array.name for family in families for array in family.arrays if "/" in array.name)


def owner(path: str) -> tuple[str, str]:
    """The layer that owns an array, and the array's name in it.

    >>> owner("encoder.lstm.weight_ih_l0"), owner("net/lstm/lstm_cell/kernel:0"), owner("LSTMCell_0/ii/kernel")
    (('encoder.lstm', 'weight_ih_l0'), ('net/lstm', 'kernel'), ('LSTMCell_0', 'ii/kernel'))

    The two directions of a layer belong to it.

    >>> owner("model/bidirectional/backward_lstm/lstm_cell/bias")
    ('model/bidirectional', 'bias')
    """
    whole = path.partition(":")[0]
    parts = _SEPARATORS.split(whole)
    name = parts.pop()
    if parts and f"{parts[-1]}/{name}" in _inner_names() and "/" in whole:
        name = f"{parts.pop()}/{name}"
    elif "/" in whole:
        if len(parts) > 1 and _CELL.fullmatch(parts[-1]):
            parts.pop()
        if len(parts) > 1 and _DIRECTION.fullmatch(parts[-1]):
            parts.pop()
    length = sum(map(len, parts)) + max(0, len(parts) - 1)
    return whole[:length], name
