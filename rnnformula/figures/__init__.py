"""Layers -> figures as marks on a plane, without colours and without the words of a language; the register of figures.

It may use the counting and the labels of `rnnformula.language`.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from importlib import import_module
from typing import TYPE_CHECKING

from rnnformula.errors import InputError, nearest, shown
from rnnformula.figures.scene import Figure

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rnnformula.reading.arguments import Argument


class _Drawing(Mapping[str, "Callable[..., Figure]"]):
    """What draws each figure, loaded when it is asked for."""

    def __init__(self, *names: str) -> None:
        self.names = dict.fromkeys(names)

    def __getitem__(self, name: str) -> Callable[..., Figure]:
        if name not in self.names:
            raise KeyError(name)
        draw: Callable[..., Figure] = getattr(import_module(f"{__name__}.{name}"), name)
        return draw

    def __iter__(self) -> Iterator[str]:
        return iter(self.names)

    def __len__(self) -> int:
        return len(self.names)


FIGURES: Mapping[str, Callable[..., Figure]] = _Drawing(
    *(
        "unit",
        "layer",
        "recurrence",
        "arrays",
        "gates",
        "stack",
        "directions",
        "card",
        "formula",
        "flow",
        "input",
        "hidden",
        "beside",
        "claim",
        "lookup",
        "printed_totals",
        "minute",
    )
)
"""Name -> what draws it: the function of that name in the module of that name in this folder. It takes a layer and its
sizes and returns a `Figure`.

>>> "unit" in FIGURES
True
"""

__all__ = ["FIGURES", "Figure", "figure"]


def figure(name: str, layer: str, /, **arguments: Argument) -> Figure:
    """A figure of a layer, for `rnnformula.render.svg`.

    >>> figure("arrays", "SimpleRNN", units=2, features=3).tallies[0].count
    12

    Args:
        name: one of `FIGURES`.
        layer: Keras' name of the layer class, such as ``"SimpleRNN"``, or a call of it as in Keras code.
        arguments: as in `rnnformula.count`; ``recurrence``, ``directions``, ``formula``, ``input``, ``hidden`` and
            ``claim`` also take ``steps``, ``stack`` takes the units of each layer as in ``units=(4, 4)``, and
            ``dense``, the units of the last one, and ``formula`` and ``minute`` how many ``layers`` stand on each
            other, ``dense``, ``bidirectional``, ``time_distributed``; ``beside`` takes the ``other`` layer,
            ``claim`` the array that a claim is ``without``, ``lookup`` the ``ids``, ``printed_totals`` the
            ``optimizer``.

    Raises:
        InputError: an unknown figure, a layer or sizes that mean nothing or can't be drawn.
    """
    if not isinstance(name, str) or name not in FIGURES:
        raise InputError(f"unknown figure {shown(name)}; {nearest(str(name), FIGURES)}")
    pairs = {"layer": layer, **arguments}
    return replace(FIGURES[name](layer, **arguments), of="&".join(f"{key}={value}" for key, value in pairs.items()))
