"""The marks that figures are made of, and labels without words; a renderer adds the words and the format.

A figure is panels, which stand beside each other where there is room, and a key. A panel is `WIDTH` wide at most and as
high as it needs; x runs to the right, y downwards, a baseline is at the y of its text. The unit is 1 CSS pixel, less on
the narrowest phones. Every mark has a role, by which a format chooses colour and pattern. What stands for
an array says for which: its ``part`` is the name of the array in its layer, or `GATES` or `UNITS`. What is ``faint``
was there before, or is not there: it has thin lines, no filling and no colour.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from math import hypot
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnformula.counting.tally import Tally
    from rnnformula.language.phrases import Label, Symbol

#: The widest panel. Two stand beside each other on a wide screen; one fits a narrow phone without its text shrinking
#: below what can be read.
WIDTH = 300
#: The size of text, and the distance from one baseline to the next.
TEXT, LINE = 15, 20
#: The blank at the edges of a panel.
EDGE = 2
#: Text is in the middle of a mark if its baseline is this far below the middle.
CENTRED = 5

#: What a mark stands for; ``"plain"`` is everything that is not a parameter.
ROLES = ("kernel", "recurrent", "bias", "plain")

#: Parts that are no array: the gates side by side, and the columns of one of them, a unit or a filter each.
GATES, UNITS = "gates", "units"

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
    part: str = ""
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Line:
    """A line from the first point to the last, straight or, with four points, a cubic curve.

    ``thin`` is one that only leads the eye from a label to what it names.
    """

    points: tuple[Point, ...]
    role: str = "plain"
    arrow: bool = False
    thin: bool = False
    part: str = ""
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Circle:
    """A circle around a centre."""

    at: Point
    radius: float
    role: str = "plain"
    part: str = ""
    faint: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle: its upper left corner, width and height.

    ``rows`` and ``columns`` are those of the array that the box stands for; a box that stands for
    none has none. ``parts`` is the number of equal parts that its columns are made of, one a gate.
    """

    at: Point
    width: float
    height: float
    role: str = "plain"
    rows: int = 0
    columns: int = 0
    parts: int = 1
    part: str = ""
    faint: bool = False


Mark = Text | Line | Circle | Box


@dataclass(frozen=True, slots=True)
class Panel:
    """A drawing, with a line of words above it and lines below."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    head: Label | None = None
    foot: tuple[Label, ...] = ()


@dataclass(frozen=True, slots=True)
class KeyLine:
    """A line of the key: words, behind a sample of how their role is drawn.

    ``sample`` is ``"block"``, ``"line"`` or empty; ``strong`` is what the figure is about.
    """

    words: Label
    role: str = "plain"
    sample: str = ""
    strong: bool = False
    part: str = ""


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture of layers as data.

    >>> from rnnformula import figure
    >>> figure("arrays", "SimpleRNN", units=2, features=3).of
    'layer=SimpleRNN&units=2&features=3'

    ``name`` is its name in the register; ``tallies`` are the layers it speaks of, which Keras can
    confirm; ``title`` and ``description`` say in words what it shows; ``of`` says what it was asked for, as
    the fragment of an address does: ``layer=LSTM&units=2&features=3``.
    """

    name: str
    tallies: tuple[Tally, ...]
    panels: tuple[Panel, ...]
    key: tuple[KeyLine, ...]
    title: Label
    description: tuple[Label, ...]
    of: str = ""

    @property
    def marks(self) -> tuple[Mark, ...]:
        """The marks of all panels."""
        return tuple(mark for panel in self.panels for mark in panel.marks)


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


def lowered(mark: Mark, down: float) -> Mark:
    """The mark, that much lower."""
    if isinstance(mark, Line):
        return replace(mark, points=tuple((x, y + down) for x, y in mark.points))
    return replace(mark, at=(mark.at[0], mark.at[1] + down))
