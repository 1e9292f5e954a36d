"""Arrays as rectangles on one scale, for `arrays`, `gates` and `stack`."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from rnnformula.figures.parts import gate_axis, gates_of, role_of
from rnnformula.figures.scene import CENTRED, LINE, Box, Text

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.counting.tally import Row
    from rnnformula.figures.scene import Mark, Point

#: The least width of a part of a block that a letter fits above.
LETTERED = 12
#: How far the letters of gates stand to the right of their rows, or above their columns.
BESIDE_ROWS, ABOVE_COLUMNS = 6, 7
#: A thinner rectangle can't be seen.
THINNEST = 2
#: The largest side of one scalar; a larger one looks clumsy.
LARGEST_SCALAR = 24


def extent(row: Row) -> tuple[int, int]:
    """Rows and columns of an array; a vector is one row, further axes are rows below each other.

    >>> from rnnformula import tally
    >>> [extent(row) for row in tally("SimpleRNN", units=2, features=3).rows]
    [(3, 2), (2, 2), (1, 2)]
    """
    return prod(row.shape[:-1]), row.shape[-1] if row.shape else 1


def scale(rows: int, columns: int, height: float, width: float, largest: float = LARGEST_SCALAR) -> float:
    """The side of one scalar at which this many rows and columns fit into a height and a width."""
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
    (x, y), middles = box.at, [(number + 0.5) * part for number in range(len(gates))]
    if box.down:
        right = x + box.width + BESIDE_ROWS
        return [Text((right, y + middle + CENTRED), gate) for middle, gate in zip(middles, gates, strict=True)]
    return [Text((x + middle, y - ABOVE_COLUMNS), gate, "middle") for middle, gate in zip(middles, gates, strict=True)]


def is_thickened(box: Box, side: float) -> bool:
    """Whether the rectangle is thicker than to scale."""
    return min(box.rows, box.columns) * side < THINNEST


def widest(rows: Iterable[Row]) -> int:
    """The number of columns of the widest array."""
    return max(extent(row)[1] for row in rows)
