"""The arrays of a layer as blocks on one scale, with shapes and counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting import tally
from rnnformula.figures.blocks import block, extent, is_thickened, scale, widest
from rnnformula.figures.parts import LEFT, call, check_sizes, length, listed, multiplied, total
from rnnformula.figures.scene import LINE, Box, Equality, Figure, Text, label
from rnnformula.formula import count_of, substitute

if TYPE_CHECKING:
    from rnnformula.counting import Row, Tally
    from rnnformula.figures.scene import Label, Mark, Symbol

#: The room for blocks; text begins beside the widest.
WIDE, HIGH = 136, 220
#: From this size of one scalar on, one column is filled more.
CLEAR = 6
#: The longest equality that fits beside a block, by `length`.
BESIDE = 24


def arrays(layer: str, /, **arguments: int) -> Figure:
    """The arrays of any layer to scale; arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    check_sizes("arrays", counted)
    side = scale(max(extent(row)[0] for row in counted.rows), widest(counted.rows), HIGH, WIDE)
    marks: list[Mark] = []
    top: float = 2
    if by_columns := side >= CLEAR and all(row.shape[-1] == row.sizes.get("units") for row in counted.rows):
        marks.append(Text((LEFT, 14), label("column_is_unit")))
        top = 28
    beside = LEFT + max(24, widest(counted.rows) * side) + 20
    for row in counted.rows:
        box = block(row, (LEFT, top), side)
        marks.append(box)
        if by_columns:
            marks.append(Box(box.at, side, box.height, box.role, strong=True))
        words = [row.name, *_sizes(row, counted), *([label("thickened")] if is_thickened(box, side) else [])]
        marks += [Text((beside, top + 13 + n * LINE), said, strong=not n) for n, said in enumerate(words)]
        top += max(box.height, len(words) * LINE) + 16
    in_all = total([row.count for row in counted.rows])
    marks.append(Text((LEFT, top + 16), in_all, strong=True))
    return Figure(
        "arrays",
        (counted,),
        top + 16 + LINE / 2,
        tuple(marks),
        _title(counted),
        (label("arrays_scale"), label("sentence", of=listed(counted)), label("sentence", of=in_all)),
    )


def _title(counted: Tally) -> Label:
    if "features" not in counted.sizes:
        return label("arrays_title_alone", layer=call(counted))
    return label("arrays_title", layer=call(counted), features=label("n_features", n=counted.size("features")))


def _sizes(row: Row, counted: Tally) -> list[Label | Symbol | str]:
    """The shape in names, then in numbers, on two lines where one is too short."""
    names = label("value", value=Equality((count_of(row.array),)))
    product = substitute(count_of(row.array), row.sizes)
    if length([*row.shape, row.count]) <= BESIDE:
        return [names, label("value", value=multiplied(row, counted))]
    return [names, label("value", value=Equality((product,))), label("equals", n=row.count)]
