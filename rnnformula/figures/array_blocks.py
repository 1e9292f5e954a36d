"""What `arrays` and `stack` share: arrays as rectangles on one scale."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from rnnformula.figures.parts import gate_axis, gates_of, role_of
from rnnformula.figures.scene import LINE, Box, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.counting.tally import Row
    from rnnformula.figures.scene import Mark, Point

#: The least width of a part of a block that a letter fits above.
LETTERED = 12
#: What is thinner can't be seen.
THINNEST = 2
#: The largest side of one scalar; more looks clumsy.
LARGEST = 24


def extent(row: Row) -> tuple[int, int]:
    """Rows and columns of an array; a vector is one row, further axes are rows below each other.

    >>> from rnnformula import tally
    >>> [extent(row) for row in tally("SimpleRNN", units=2, features=3).rows]
    [(3, 2), (2, 2), (1, 2)]
    """
    return prod(row.shape[:-1]), row.shape[-1] if row.shape else 1


def scale(rows: int, columns: int, height: float, width: float, largest: float = LARGEST) -> float:
    """The side of one scalar, so that so many rows and columns fit."""
    return min(largest, height / rows, width / columns)


def block(row: Row, at: Point, side: float) -> Box:
    """The rectangle of an array; never thinner than `THINNEST`."""
    rows, columns = extent(row)
    width, height = (max(THINNEST, number * side) for number in (columns, rows))
    down = gate_axis(row) not in (None, len(row.array.axes) - 1)
    return Box(at, width, height, role_of(row.array), rows, columns, len(gates_of(row)) or 1, down)


def letters(row: Row, box: Box) -> list[Mark]:
    """The letter of each gate above its columns, or to the right of its rows; none where they are too narrow."""
    gates = gates_of(row)
    part = (box.height if box.down else box.width) / box.parts
    if not gates or part < (LINE if box.down else LETTERED):
        return []
    (x, y), places = box.at, [(n + 0.5) * part for n in range(len(gates))]
    if box.down:
        return [Text((x + box.width + 6, y + n + 5), gate) for n, gate in zip(places, gates, strict=True)]
    return [Text((x + n, y - 7), gate, "middle") for n, gate in zip(places, gates, strict=True)]


def is_thickened(box: Box, side: float) -> bool:
    """Whether the rectangle is thicker than to scale."""
    return min(box.rows, box.columns) * side < THINNEST


def widest(rows: Iterable[Row]) -> int:
    """The number of columns of the widest array."""
    return max(extent(row)[1] for row in rows)
