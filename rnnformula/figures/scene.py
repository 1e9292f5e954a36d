"""The marks that figures are made of, and labels without words; a renderer adds the words and the format.

A figure is `WIDTH` wide and as high as it needs; x runs to the right, y downwards, a baseline is at the y of its text.
The unit is about 1 CSS pixel on a phone. Every mark has a role, by which a format chooses colour and pattern.
"""

from __future__ import annotations

from dataclasses import dataclass
from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnformula.counting.tally import Tally
    from rnnformula.language.phrases import Label, Symbol

WIDTH = 340
#: The size of text, and the distance from one baseline to the next.
TEXT, LINE = 14, 20
#: Text is in the middle of a mark if its baseline is this far below the middle.
CENTRED = 5

#: What a mark stands for; ``"plain"`` is everything that is not a parameter.
ROLES = ("kernel", "recurrent", "bias", "plain")

Point = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Text:
    """Words at a place: a label, a symbol, or a name of code as it is.

    ``anchor`` is ``"start"``, ``"middle"`` or ``"end"``; ``strong`` is what the figure is about;
    ``over`` is text that lies on a line.
    """

    at: Point
    words: Label | Symbol | str
    anchor: str = "start"
    role: str = "plain"
    strong: bool = False
    over: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line from the first point to the last, straight or, with four points, a cubic curve.

    ``sample`` marks a line that only shows in the key what lines of its role look like.
    """

    points: tuple[Point, ...]
    role: str = "plain"
    arrow: bool = False
    sample: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around a centre."""

    at: Point
    radius: float
    role: str = "plain"


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its upper left corner, width and height.

    ``rows`` and ``columns`` are those of the array that the box stands for; a box that stands for
    none has none. ``parts`` is the number of equal parts that its columns are made of, or, where it goes
    ``down``, its rows. ``strong`` is filled more, ``sample`` as in a line.
    """

    at: Point
    width: float
    height: float
    role: str = "plain"
    rows: int = 0
    columns: int = 0
    parts: int = 1
    down: bool = False
    strong: bool = False
    sample: bool = False


Mark = Text | Line | Circle | Box


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of layers as data.

    ``name`` is its name in the register; ``tallies`` are the layers it speaks of, which Keras can
    confirm; ``title`` and ``description`` say in words what it shows.
    """

    name: str
    tallies: tuple[Tally, ...]
    height: float
    marks: tuple[Mark, ...]
    title: Label
    description: tuple[Label, ...]


def between(start: Point, start_radius: float, end: Point, end_radius: float) -> tuple[Point, Point]:
    """The ends of a straight line from the rim of one circle to the rim of another.

    >>> between((0, 0), 10, (100, 0), 20)
    ((10.0, 0.0), (80.0, 0.0))
    """
    (x, y), (to_x, to_y) = start, end
    length = hypot(to_x - x, to_y - y)
    across, down = (to_x - x) / length, (to_y - y) / length
    return (
        (x + start_radius * across, y + start_radius * down),
        (to_x - end_radius * across, to_y - end_radius * down),
    )
