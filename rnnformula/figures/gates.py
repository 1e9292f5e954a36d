"""The rectangle of a gated layer taken apart: the columns of each gate, counted, then all added up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.expressions import Product, Sum
from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.figures.areas import one_gate, panel, rectangles, scale_of
from rnnformula.figures.parts import call, check_sizes, gate, in_all, lines_of_sums, titled
from rnnformula.figures.scene import Figure, KeyLine
from rnnformula.language.phrases import Equality, label

if TYPE_CHECKING:
    from rnnformula.counting.tally import Tally
    from rnnformula.figures.areas import Rectangle
    from rnnformula.reading.arguments import Argument

#: The room for the columns of a gate: two fit side by side on a phone.
GATE_WIDE, GATE_HIGH = 44, 150


def gates(layer: str, /, **arguments: Argument) -> Figure:
    """The parameters of a gated layer gate by gate; arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    whole = _whole(counted)
    check_sizes("gates", counted)
    share = one_gate(whole)
    scale = scale_of([share], GATE_WIDE, GATE_HIGH)
    sides = Equality((Product((share.columns, Sum(tuple(band.rows for band in share.bands)))), share.count))
    items = [label("item", name=gate(letter), value=sides) for letter in whole.gates]
    panels = [panel(share, scale, head=gate(letter), labelled=False) for letter in whole.gates]
    added = in_all([share.count] * len(whole.gates), label("total"))
    key = [
        *(
            KeyLine(label("item", name=label(band.role), value=band.words), band.role, "block", part=band.part)
            for band in share.bands
        ),
        KeyLine(label("item", name=label("gates_each"), value=sides)),
        *lines_of_sums([added]),
    ]
    return Figure(
        "gates",
        (counted,),
        tuple(panels),
        tuple(key),
        titled("gates_title", call(counted), share.bands[0].row.sizes),
        (label("gates_blocks"), label("sentence", of=tuple(items)), label("sentence", of=added)),
    )


def _whole(counted: Tally) -> Rectangle:
    """The one rectangle of the layer, made of gates.

    Raises:
        InputError: an array has no gates, or other gates than the rest.
    """
    shown = rectangles(counted)
    if len(shown) != 1 or not shown[0].gates:
        raise InputError(
            f"figure gates: {counted.layer} has no arrays that are all made of gates, expected a layer such as LSTM"
        )
    return shown[0]
