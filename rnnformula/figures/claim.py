"""What a wrong formula counts, beside what the layer has: an array left out, or the layer once a time step."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rnnformula.counting.expressions import Product
from rnnformula.counting.tally import tally
from rnnformula.errors import InputError, nearest, shown
from rnnformula.figures.areas import panel, rectangles, scale_of
from rnnformula.figures.parts import LONGEST_AXIS, added, arrays_of, call, check_sizes, check_steps, titled, total
from rnnformula.figures.scene import Figure, KeyLine
from rnnformula.language.phrases import Equality, Quote, label

if TYPE_CHECKING:
    from rnnformula.counting.tally import Tally
    from rnnformula.figures.scene import Panel
    from rnnformula.language.phrases import Label
    from rnnformula.reading.arguments import Argument

#: How many of too many layers are drawn beside the one that there is; the room for each of them.
TOO_MANY, ROOM_WIDE, HIGH = 2, 110, 120


def claim(layer: str, /, *, without: str = "", steps: int = 1, **arguments: Argument) -> Figure:
    """A layer, and what a claim counts of it.

    Args:
        layer: as in `rnnformula.count`.
        without: the name of the array that the claim leaves out.
        steps: how many times it counts the layer.
        arguments: as in `rnnformula.count`.
    """
    counted = tally(layer, **arguments)
    names = [row.array.name for row in counted.rows]
    shown_rectangles = rectangles(counted) if names else []
    if len(shown_rectangles) != 1:
        raise InputError(f"figure claim: {counted.layer} is not one rectangle, expected a layer such as LSTM")
    if without and without not in names:
        raise InputError(f"figure claim: {counted.layer} has no {shown(without)}; {nearest(str(without), names)}")
    check_steps("claim", steps, 1, LONGEST_AXIS)
    if bool(without) == (steps > 1):
        raise InputError("figure claim: expected either an array that is left out, or steps that are multiplied in")
    check_sizes("claim", counted)
    alone = scale_of(shown_rectangles) if without else scale_of(shown_rectangles, ROOM_WIDE, HIGH)
    whole = panel(shown_rectangles[0], alone)
    claim = _said(counted, without, steps)
    right = total([row.count for row in counted.rows], "claimed_right")
    return Figure(
        "claim",
        (counted,),
        (_outlined(whole, without),) if without else tuple(_repeated(whole, steps)),
        (
            *arrays_of(counted),
            KeyLine(label("claimed_missing", name=Quote(without)) if without else label("claimed_many")),
            KeyLine(claim),
            KeyLine(right, strong=True),
        ),
        titled("claimed_title", call(counted), counted.sizes),
        (
            label("arrays_area"),
            label("sentence", of=tuple(label("item", name=row.name, value=row.count) for row in counted.rows)),
            label("sentence", of=claim),
            label("sentence", of=right),
        ),
    )


def _said(counted: Tally, without: str, steps: int) -> Label:
    """The claim as a sum or a product."""
    left = [row.count for row in counted.rows if row.array.name != without]
    value = added(left) if without else Equality((Product((steps, counted.count)), steps * counted.count))
    return label("item", name=label("claimed_wrong"), value=value)


def _outlined(whole: Panel, part: str) -> Panel:
    """The rectangle with one array as an outline."""
    marks = tuple(replace(mark, faint=True) if mark.part == part else mark for mark in whole.marks)
    return replace(whole, marks=marks)


def _repeated(whole: Panel, steps: int) -> list[Panel]:
    """The layers that the claim counts too many, as outlines."""
    faint = tuple(replace(mark, faint=True) for mark in whole.marks)
    drawn = min(TOO_MANY, steps - 1)
    heads = [label("step_number", n=number + 2) for number in range(drawn)]
    if drawn < steps - 1:
        heads[-1] = label("claimed_until", n=steps)
    first = replace(whole, head=label("step_number", n=1))
    return [first, *(replace(whole, marks=faint, head=head) for head in heads)]
