"""Layers -> figures as marks on a plane, without colours and without the words of a language.

It may use the counting and the labels of `rnnformula.language`. A new figure is a file, one import and one line here.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.errors import InputError, nearest, shown
from rnnformula.figures.arrays import arrays
from rnnformula.figures.directions import directions
from rnnformula.figures.gates import gates
from rnnformula.figures.layer import layer as whole_layer
from rnnformula.figures.recurrence import recurrence
from rnnformula.figures.scene import Figure
from rnnformula.figures.stack import stack
from rnnformula.figures.unit import unit

if TYPE_CHECKING:
    from collections.abc import Callable

#: Name -> what draws it; each takes a layer and its sizes and returns a Figure.
FIGURES: dict[str, Callable[..., Figure]] = {
    "unit": unit,
    "layer": whole_layer,
    "recurrence": recurrence,
    "arrays": arrays,
    "gates": gates,
    "stack": stack,
    "directions": directions,
}

__all__ = ["FIGURES", "Figure", "figure"]


def figure(name: str, layer: str, /, **arguments: Any) -> Figure:
    """A figure of a layer, for `rnnformula.render.svg`.

    >>> figure("arrays", "SimpleRNN", units=2, features=3).tallies[0].count
    12

    Args:
        name: one of `FIGURES`.
        layer: Keras' name of the layer class, such as ``"SimpleRNN"``, or a call of it as in Keras code.
        arguments: as in `rnnformula.count`; ``recurrence`` and ``directions`` also take ``steps``, ``stack`` takes the
            units of each layer as in ``units=(4, 4)``, and ``dense``, the units of the last one.

    Raises:
        InputError: an unknown figure, a layer or sizes that mean nothing or can't be drawn.
    """
    if not isinstance(name, str) or name not in FIGURES:
        raise InputError(f"unknown figure {shown(name)}; {nearest(str(name), FIGURES)}")
    return FIGURES[name](layer, **arguments)
