"""Numbers of PyTorch's recurrent weights -> their shapes: a bias has a number for each row of its matrix."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Sequence

_RECURRENT = re.compile(r"(?P<what>weight|bias)_(?P<of>[ih]h(?:_l\d{1,3}(?:_reverse)?)?)")


def shapes_by(numbers: Sequence[tuple[str, int]]) -> list[tuple[str, tuple[int, ...]]]:
    """The shapes of recurrent weights by how many numbers each has, [] where these do not tell them.

    >>> shapes_by([("weight_ih_l0", 160), ("weight_hh_l0", 320), ("bias_ih_l0", 80), ("bias_hh_l0", 80)][:2])
    []
    >>> shapes_by([("weight_hh_l0", 320), ("bias_hh_l0", 16)])
    [('weight_hh_l0', (16, 20)), ('bias_hh_l0', (16,))]
    """
    biases = {name.removeprefix("bias_"): number for name, number in numbers if name.startswith("bias_")}
    shapes: list[tuple[str, tuple[int, ...]]] = []
    for name, number in numbers:
        parts = _RECURRENT.fullmatch(name)
        rows = biases.get(parts["of"], 0) if parts else 0
        if parts is None or not rows or number % rows:
            return []
        shapes.append((name, (rows,) if parts["what"] == "bias" else (rows, number // rows)))
    return shapes
