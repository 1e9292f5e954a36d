"""The arrays of a layer: a rectangle whose area is its number of parameters, or several on one scale."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.formula import Product, Sum
from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.figures.areas import labels_wide, panel, rectangles, scale_of
from rnnformula.figures.parts import arrays_of, call, check_sizes, gate, lines_of_sums, listed, sums, titled
from rnnformula.figures.scene import Figure, KeyLine
from rnnformula.language.phrases import Equality, label

if TYPE_CHECKING:
    from rnnformula.figures.areas import Rectangle
    from rnnformula.language.phrases import Label
    from rnnformula.reading.arguments import Argument

#: The room for the widest and the highest of several rectangles.
WIDE_OF_SEVERAL, HIGH_OF_SEVERAL = 160, 150


def arrays(layer: str, /, **arguments: Argument) -> Figure:
    """The arrays of any layer to scale; arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    if not counted.rows:
        raise InputError(f"figure arrays: {counted.layer} has no arrays, expected a layer with parameters")
    check_sizes("arrays", counted)
    shown = rectangles(counted)
    alone = len(shown) == 1
    scale = scale_of(shown) if alone else scale_of(shown, WIDE_OF_SEVERAL, HIGH_OF_SEVERAL)
    labels = labels_wide(shown)
    heads = [label("value", value=rectangle.part) if rectangle.part and not alone else None for rectangle in shown]
    panels = [panel(rectangle, scale, labels=labels, head=head) for rectangle, head in zip(shown, heads, strict=True)]
    gates = list(dict.fromkeys(rectangle.gates for rectangle in shown if rectangle.gates))
    thick = [band.row.name for rectangle in shown for band in rectangle.bands if scale.is_thickened(band)]
    in_all = sums(counted)
    key = [
        *arrays_of(counted),
        *([KeyLine(_area(shown[0]))] if alone and len(shown[0].bands) > 1 else []),
        *lines_of_sums(in_all),
        *(KeyLine(label("value", value=tuple(map(gate, letters)))) for letters in gates),
        *(
            [KeyLine(label("thickened", names=tuple(label("value", value=name) for name in dict.fromkeys(thick))))]
            if thick
            else []
        ),
    ]
    return Figure(
        "arrays",
        (counted,),
        tuple(panels),
        tuple(key),
        titled("arrays_title", call(counted), counted.sizes),
        (
            label("arrays_area"),
            *(label("arrays_gates", gates=tuple(map(gate, letters))) for letters in gates),
            label("sentence", of=listed(counted)),
            *(label("sentence", of=words) for words in in_all),
        ),
    )


def _area(shown: Rectangle) -> Label:
    """Columns times rows, the rows as the bands bring them."""
    rows = Sum(tuple(band.rows for band in shown.bands))
    sides = (Product((shown.columns, rows)), Product((shown.columns, shown.rows)), shown.count)
    return label("item", name=label("area"), value=Equality(sides))
