"""What a recurrent layer reads: sheets of time steps × features, one a sample, with the row that is being read."""

from __future__ import annotations

import itertools
from typing import TYPE_CHECKING

from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.figures.cut_axes import cut_row, places_drawn, runs
from rnnformula.figures.fit import fits, width
from rnnformula.figures.parts import (
    LONGEST_AXIS,
    arrays_by_role,
    arrays_of,
    call,
    check_sizes,
    check_steps,
    lines_of_sums,
    listed,
    role_of,
    sums,
)
from rnnformula.figures.scene import (
    CENTRED,
    EDGE,
    LINE,
    TEXT,
    UNITS,
    WIDTH,
    Circle,
    Figure,
    KeyLine,
    Line,
    Panel,
    Text,
)
from rnnformula.language.phrases import Quote, label
from rnnformula.reading.layers import read_layer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.counting.tally import Tally
    from rnnformula.figures.scene import Mark, Point
    from rnnformula.reading.arguments import Argument

#: A number of the input: how wide at most, and how high; the room for the units at the right of all.
NUMBER_WIDE, NUMBER_HIGH, RIGHT_OF_SHEETS = 22, 24, 68
#: The most places that an axis takes; of a longer one the first and the last are drawn, with dots for the rest.
ROWS_DRAWN, FEATURES_DRAWN, CIRCLES_DRAWN = 6, 5, 4
#: How many sheets lie behind the first, and how far each is from the one before it.
SHEETS, SHEET_APART = 2, 7
#: The blank between labels and what they name, and the blank below all.
LABEL_APART, BELOW_INPUT = 8, 6
#: The units of the layer: their radius, and from one to the next.
RADIUS, UNIT_APART = 13, 34
#: The blank between an arrow and what it leads to.
ARROW_GAP = 4


def input(  # noqa: A001  # the figure has the word of its readers
    layer: str, /, *, steps: int = 50, **arguments: Argument
) -> Figure:
    """The input of a recurrent layer, of ``steps`` time steps; other arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    family = read_layer(layer).family
    if family.input != ("time", "features") or "units" not in counted.sizes:
        raise InputError(f"figure input: {counted.layer} does not read time steps of features, expected such as LSTM")
    check_sizes("input", counted)
    check_steps("input", steps, 1, LONGEST_AXIS)
    features = counted.size("features")
    shape = Quote(f"(None, {steps}, {features})")
    axes = (
        label("item", name=Quote("None"), value=label("input_batch")),
        label("item", name=Quote(str(steps)), value=label("input_steps")),
        label("item", name=Quote(str(features)), value=label("input_features")),
    )
    in_all = sums(counted)
    return Figure(
        "input",
        (counted,),
        (_panel(counted, steps, shape),),
        (*map(KeyLine, axes), *arrays_of(counted), *lines_of_sums(in_all)),
        label("input_title", shape=shape, layer=call(counted)),
        (
            label("input_sheets"),
            label("sentence", of=axes),
            label("input_row", n=_lit(steps) + 1, units=label("n_units", n=counted.size("units"))),
            label("sentence", of=listed(counted)),
            *(label("sentence", of=words) for words in in_all),
        ),
    )


def _lit(steps: int) -> int:
    """The row that is being read, beginning with 0: the second, so that one stands before it."""
    return min(1, steps - 1)


def _panel(counted: Tally, steps: int, shape: Quote) -> Panel:
    features, units = counted.size("features"), counted.size("units")
    rows, columns = places_drawn(steps, ROWS_DRAWN), places_drawn(features, FEATURES_DRAWN)
    names = [label("step_number", n=row + 1) for row in rows if row is not None]
    left = EDGE + max(width(name, strong=True) for name in names) + LABEL_APART
    top = TEXT + LABEL_APART + SHEETS * SHEET_APART
    room = WIDTH - left - SHEETS * SHEET_APART - RIGHT_OF_SHEETS
    cell = min(NUMBER_WIDE, room / len(columns))
    right, bottom = left + len(columns) * cell, top + len(rows) * NUMBER_HIGH
    marks: list[Mark] = [*_sheets(left, top, right, bottom), *_grid(rows, columns, (left, top), cell, _lit(steps))]
    middle = (left + right) / 2
    words = label("n_features", n=features)
    marks.append(Text((max(middle, EDGE + width(words) / 2), TEXT), words, "middle"))
    corner = right + SHEETS * SHEET_APART + LABEL_APART
    marks.append(Text((corner, top - SHEETS * SHEET_APART + TEXT), "None"))
    marks += _units(counted, corner, top + (_lit(steps) + 0.5) * NUMBER_HIGH, units)
    ends = [mark.at[1] for mark in marks if isinstance(mark, Text)]
    return Panel(WIDTH, max(bottom, *ends) + BELOW_INPUT, tuple(marks), label("value", value=shape))


def _sheets(left: float, top: float, right: float, bottom: float) -> Iterator[Mark]:
    """What can be seen of the sheets behind the first one: their upper and their right edges."""
    for number in range(1, SHEETS + 1):
        far, near = number * SHEET_APART, (number - 1) * SHEET_APART
        edge = (
            (left + far, top - near),
            (left + far, top - far),
            (right + far, top - far),
            (right + far, bottom - far),
            (right + near, bottom - far),
        )
        for start, end in itertools.pairwise(edge):
            yield Line((start, end), thin=True)


def _grid(
    rows: tuple[int | None, ...], columns: tuple[int | None, ...], corner: Point, cell: float, lit: int
) -> Iterator[Mark]:
    """The numbers of one sample, a row a time step; of what is left out only dots."""
    left, top = corner
    for place, row in enumerate(rows):
        y = top + place * NUMBER_HIGH
        middle = y + NUMBER_HIGH / 2 + CENTRED
        if row is None:
            at = left + len(runs(columns)[0]) * cell / 2
            yield Text((at, middle), label("value", value="⋮"), "middle")
            continue
        is_lit = row == lit
        yield Text((left - LABEL_APART, middle), label("step_number", n=row + 1), "end", strong=is_lit)
        role = "kernel" if is_lit else "plain"
        yield from cut_row(columns, (left, y), cell, NUMBER_HIGH, role, faint=not is_lit)


def _units(counted: Tally, corner: float, lit: float, units: int) -> Iterator[Mark]:
    """The units, each of which reads the lit row; the dots are for those that are left out."""
    arrays = arrays_by_role({role_of(row.array): row for row in counted.rows})
    shown = places_drawn(units, CIRCLES_DRAWN)
    x = WIDTH - EDGE - RADIUS
    first = max(lit - (len(shown) - 1) * UNIT_APART / 2, TEXT + LABEL_APART + LINE + RADIUS)
    start = corner - LABEL_APART + ARROW_GAP
    y = first
    for unit in shown:
        if unit is None:
            yield Text((x, y + CENTRED), label("value", value="⋮"), "middle")
        else:
            yield Line(((start, lit), (x - RADIUS - ARROW_GAP, y)), "kernel", arrow=True, part=arrays["kernel"])
            yield Circle((x, y), RADIUS)
        y += UNIT_APART
    words = label("n_units", n=units)
    if fits(words, WIDTH - EDGE - corner):
        yield Text((WIDTH - EDGE, y - UNIT_APART + RADIUS + LINE), words, "end", part=UNITS)
