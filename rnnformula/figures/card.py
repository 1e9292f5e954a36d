"""A layer small and without words: its rectangles on one scale, for lists of layers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.figures.areas import Scale, boxes_of, rectangles
from rnnformula.figures.parts import arrays_of, call, check_sizes, lines_of_sums, listed, sums, titled
from rnnformula.figures.scene import Figure, Panel
from rnnformula.language.phrases import label

if TYPE_CHECKING:
    from rnnformula.figures.scene import Mark
    from rnnformula.reading.arguments import Argument

#: How wide and how high a card is, the largest side of one scalar, and the blank between two rectangles.
CARD_WIDE, CARD_HIGH, LARGEST_IN_CARD, BETWEEN_RECTANGLES = 112, 60, 6, 8


def card(layer: str, /, **arguments: Argument) -> Figure:
    """The rectangles of any layer beside each other; arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    if not counted.rows:
        raise InputError(f"figure card: {counted.layer} has no arrays, expected a layer with parameters")
    check_sizes("card", counted)
    shown = rectangles(counted)
    room = CARD_WIDE - BETWEEN_RECTANGLES * (len(shown) - 1)
    across = min(LARGEST_IN_CARD, room / sum(rectangle.columns for rectangle in shown))
    down = min(LARGEST_IN_CARD, CARD_HIGH / max(rectangle.rows for rectangle in shown))
    marks: list[Mark] = []
    height: float = 0
    left: float = 0
    for rectangle in shown:
        boxes = list(boxes_of(rectangle, Scale(across, down), left, 0))
        marks += boxes
        left += boxes[0].width + BETWEEN_RECTANGLES
        height = max(height, boxes[-1].at[1] + boxes[-1].height)
    in_all = sums(counted)
    return Figure(
        "card",
        (counted,),
        (Panel(left - BETWEEN_RECTANGLES, height, tuple(marks)),),
        (*arrays_of(counted), *lines_of_sums(in_all)),
        titled("arrays_title", call(counted), counted.sizes),
        (
            label("arrays_area"),
            label("sentence", of=listed(counted)),
            *(label("sentence", of=words) for words in in_all),
        ),
    )
