"""A whole layer: every unit, and a line for each weight of its arrays."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnformula.reading.arguments import Argument

from rnnformula.counting.tally import tally
from rnnformula.figures.connections import BELOW_NODES, check_drawable, draw, reads
from rnnformula.figures.parts import arrays_by_role, by_role, call, lines_of_roles, lines_of_sums, multiplied, total
from rnnformula.figures.scene import WIDTH, Figure, Panel
from rnnformula.language.phrases import label


def layer(layer: str, /, **arguments: Argument) -> Figure:
    """All connections of a layer; arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    rows = by_role("layer", counted)
    units = counted.size("units")
    check_drawable("layer", counted, units)
    marks, bottom = draw(rows, units, named=False)

    weights = {role: label("item", name=label(role), value=multiplied(row)) for role, row in rows.items()}
    in_all = total([row.count for row in counted.rows])
    return Figure(
        "layer",
        (counted,),
        (Panel(WIDTH, bottom + BELOW_NODES, tuple(marks)),),
        (*lines_of_roles(weights, arrays_by_role(rows)), *lines_of_sums([in_all])),
        label("layer_title", layer=call(counted), features=label("n_features", n=counted.size("features"))),
        (
            label("layer_reads", units=label("n_units", n=units), inputs=reads(rows)),
            label("sentence", of=tuple(weights.values())),
            label("sentence", of=in_all),
        ),
    )
