"""What `arrays` and `stack` share: arrays as rectangles on one scale."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from rnnformula.figures.parts import role_of
from rnnformula.figures.scene import Box

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.counting import Row
    from rnnformula.figures.scene import Point

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
    return Box(at, width, height, role_of(row.array), rows, columns)


def is_thickened(box: Box, side: float) -> bool:
    """Whether the rectangle is thicker than to scale."""
    return min(box.rows, box.columns) * side < THINNEST


def widest(rows: Iterable[Row]) -> int:
    """The number of columns of the widest array."""
    return max(extent(row)[1] for row in rows)
