"""One unit: everything it reads, a weight for each, and one bias."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnformula.reading.arguments import Argument

from rnnformula.counting.expressions import Product
from rnnformula.counting.tally import tally
from rnnformula.figures.connections import BELOW_NODES, check_drawable, draw, reads
from rnnformula.figures.parts import added, arrays_by_role, by_role, call, lines_of_roles, lines_of_sums
from rnnformula.figures.scene import WIDTH, Figure, Panel
from rnnformula.language.phrases import Equality, label


def unit(layer: str, /, **arguments: Argument) -> Figure:
    """The connections of one unit of a layer; arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    rows = by_role("unit", counted)
    check_drawable("unit", counted, 1)
    marks, bottom = draw(rows, 1, named=True)

    units = counted.size("units")
    weights_of_unit = {role: row.count // units for role, row in rows.items()}
    weights = {
        role: label("item", name=label(role), value=number if role == "bias" else label("n_weights", n=number))
        for role, number in weights_of_unit.items()
    }
    sums = [label("item", name=label("one_unit"), value=added(list(weights_of_unit.values())))]
    if units > 1:
        number = counted.count // units
        multiplied = Equality((Product((units, number)), counted.count))
        sums.append(label("item", name=label("n_units", n=units), value=multiplied))
    features = label("n_features", n=counted.size("features"))
    return Figure(
        "unit",
        (counted,),
        (Panel(WIDTH, bottom + BELOW_NODES, tuple(marks)),),
        (*lines_of_roles(weights, arrays_by_role(rows)), *lines_of_sums(sums)),
        label("unit_title", layer=call(counted), features=features),
        (
            label("unit_reads", inputs=reads(rows)),
            label("sentence", of=tuple(weights.values())),
            *(label("sentence", of=words) for words in sums),
        ),
    )
