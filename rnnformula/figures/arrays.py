"""The arrays of a layer: a rectangle whose area is its number of parameters, or several on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.expressions import Product, Sum
from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.figures.areas import lines_of_gates, rectangles, to_scale
from rnnformula.figures.parts import arrays_of, call, check_sizes, lines_of_sums, listed, sums, titled
from rnnformula.figures.scene import Figure, KeyLine
from rnnformula.language.phrases import Equality, label

if TYPE_CHECKING:
    from rnnformula.figures.areas import Rectangle
    from rnnformula.language.phrases import Label
    from rnnformula.reading.arguments import Argument


def arrays(layer: str, /, **arguments: Argument) -> Figure:
    """The arrays of any layer to scale; arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    if not counted.rows:
        raise InputError(f"figure arrays: {counted.layer} has no arrays, expected a layer with parameters")
    check_sizes("arrays", counted)
    shown = rectangles(counted)
    panels, thick = to_scale(shown)
    in_all = sums(counted)
    key = [
        *arrays_of(counted),
        *([KeyLine(_area(shown[0]))] if len(shown) == 1 and len(shown[0].bands) > 1 else []),
        *lines_of_sums(in_all),
        *lines_of_gates(shown),
        *([KeyLine(thick)] if thick else []),
    ]
    return Figure(
        "arrays",
        (counted,),
        tuple(panels),
        tuple(key),
        titled("arrays_title", call(counted), counted.sizes),
        (
            label("arrays_area"),
            *(label("arrays_gates", gates=line.words) for line in lines_of_gates(shown)),
            label("sentence", of=listed(counted)),
            *(label("sentence", of=words) for words in in_all),
        ),
    )


def _area(shown: Rectangle) -> Label:
    """Columns times rows, the rows as the bands bring them."""
    rows = Sum(tuple(band.rows for band in shown.bands))
    sides = (Product((shown.columns, rows)), Product((shown.columns, shown.rows)), shown.count)
    return label("item", name=label("area"), value=Equality(sides))
