"""An axis that is too long to be drawn whole: its first places and its last one, with dots for those between."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.figures.scene import CENTRED, Box, Text
from rnnformula.language.phrases import label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rnnformula.figures.scene import Mark, Point


def places_drawn(number: int, most: int) -> tuple[int | None, ...]:
    """The places of an axis that are drawn, beginning with 0; None stands for all that are left out.

    >>> places_drawn(3, 5), places_drawn(50, 5)
    ((0, 1, 2), (0, 1, 2, None, 49))
    """
    return tuple(range(number)) if number <= most else (*range(most - 2), None, number - 1)


def runs(places: Sequence[int | None]) -> tuple[range, ...]:
    """Where the places stand that are drawn beside each other: one run, or one before the dots and one behind.

    >>> runs((0, 1, 2)), runs((0, 1, 2, None, 49))
    ((range(0, 3),), (range(0, 3), range(4, 5)))
    """
    if None not in places:
        return (range(len(places)),)
    gap = places.index(None)
    return range(gap), range(gap + 1, len(places))


def cut_row(
    columns: Sequence[int | None], corner: Point, cell: float, high: float, role: str, *, part: str = "", faint: bool
) -> Iterator[Mark]:
    """A row of numbers, each so wide and so high; of what is left out only dots."""
    left, top = corner
    shown = runs(columns)
    for run in shown:
        yield Box((left + run.start * cell, top), len(run) * cell, high, role, 1, len(run), part=part, faint=faint)
    if len(shown) > 1:
        at = (left + (shown[0].stop + 0.5) * cell, top + high / 2 + CENTRED)
        yield Text(at, label("value", value="…"), "middle")
