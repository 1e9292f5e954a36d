"""The formula of a layer as a picture: the rectangle whose area is the count, and the sum with words on its factors.

It takes any layer and any sizes. Where there are few connections they are drawn too; time steps stand below, as each of
them uses the same numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.errors import InputError
from rnnformula.figures.areas import lines_of_gates, rectangles, to_scale
from rnnformula.figures.asked import counted_whole
from rnnformula.figures.connections import BELOW_NODES, draw_gate, has_few_connections
from rnnformula.figures.parts import (
    LONGEST_AXIS,
    arrays_of,
    call,
    check_sizes,
    check_steps,
    lines_of_sums,
    stripes,
    sums,
    titled,
)
from rnnformula.figures.scene import CENTRED, EDGE, GATES, LINE, UNITS, WIDTH, Figure, KeyLine, Line, Panel, Text
from rnnformula.language.phrases import PartOf, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.counting.tally import Tally
    from rnnformula.figures.areas import Rectangle
    from rnnformula.figures.scene import Mark
    from rnnformula.language.phrases import Label, Value
    from rnnformula.reading.arguments import Argument

#: How many time steps are drawn; of more, dots stand for the rest.
STEPS_DRAWN = 6
#: A layer at a time step: how wide, how high, how far the next one is, and the room of the dots.
STEP_WIDE, STEP_HIGH, BETWEEN_STEPS, DOTS_WIDE = 28, 24, 16, 20


def formula(
    layer: str,
    /,
    *,
    steps: int = 0,
    layers: int = 1,
    dense: int = 0,
    **arguments: Argument,
) -> Figure:
    """The rectangles of any layer with its sum in words; arguments as in `rnnformula.count`.

    Args:
        layer: as in `rnnformula.count`.
        steps: how many time steps the layer reads, 0 where that is not to be shown; none of them changes a number.
        layers: how many of these layers stand on each other, each reading the one before it.
        dense: the units of a Dense on top of them, 0 for none.
        arguments: as in `rnnformula.count`; ``bidirectional`` and ``time_distributed`` put each layer into the layer
            of that name, where they are no options of its own.
    """
    counted, tallies = counted_whole("formula", layer, arguments, layers, dense)
    if not counted.rows:
        raise InputError(f"figure formula: {counted.layer} has no arrays, expected a layer with parameters")
    check_sizes("formula", counted)
    check_steps("formula", steps, 0, LONGEST_AXIS)
    shown = rectangles(counted)
    panels, thick = to_scale(shown)
    panels += [_connections(counted)] if has_few_connections(counted) else []
    panels += [_time(shown, steps)] if steps else []
    of_rectangles = [in_words(rectangle) for rectangle in shown]
    key = [
        *(KeyLine(words, strong=True) for words in of_rectangles),
        *arrays_of(counted),
        *(lines_of_sums(sums(counted)) if len(counted.rows) > 1 else []),
        *lines_of_gates(shown),
        *([KeyLine(thick)] if thick else []),
    ]
    return Figure(
        "formula",
        tallies,
        tuple(panels),
        tuple(key),
        label(
            "formula_title",
            of=titled("formula_of", call(counted), counted.sizes),
            parameters=label("n_parameters", n=counted.count),
            area=label("is_area", n=len(shown)),
        ),
        (
            label("arrays_area"),
            *(label("sentence", of=words) for words in of_rectangles),
            *(label("sentence", of=line.words) for line in lines_of_sums(sums(counted))),
            *([label("sentence", of=_same_numbers(steps, counted.count))] if steps else []),
        ),
    )


def in_words(shown: Rectangle) -> Label:
    """The area of a rectangle: ``4 sets × 2 units × (3 features + 2 units + 1 bias) = 48``."""
    columns: Value = PartOf(UNITS, shown.words)
    if shown.gates:
        gates = PartOf(GATES, label("n_gates", n=len(shown.gates)))
        columns = label("times", first=gates, second=PartOf(UNITS, shown.words_of_gate))
    rows: Value = ""
    for band in shown.bands:
        words = PartOf(band.part, band.words)
        rows = label("plus", first=rows, second=words) if rows else words
    key = "times_sum" if len(shown.bands) > 1 else "times"
    area = label("equals", of=label(key, first=columns, second=rows), n=shown.count)
    return label("item", name=label("value", value=shown.part), value=area) if shown.part else area


def _connections(counted: Tally) -> Panel:
    """Each weight as a line; of a layer with gates those of one gate, as all have the same."""
    marks, bottom = draw_gate(counted)
    gates = len(counted.rows[0].gates)
    words = label("one_of_gates", n=gates) if gates else label("weight_by_weight")
    return Panel(WIDTH, bottom + BELOW_NODES, tuple(marks), words)


def _time(shown: Sequence[Rectangle], steps: int) -> Panel:
    """The layer once a time step, in small."""
    arrays = {band.role: band.part for band in shown[0].bands}
    drawn = steps if steps <= STEPS_DRAWN else STEPS_DRAWN - 1
    middle = STEP_HIGH / 2
    marks: list[Mark] = []
    left = float(EDGE)
    for number in range(drawn):
        marks += stripes((left, 0), STEP_WIDE, STEP_HIGH, arrays)
        left += STEP_WIDE
        if number < steps - 1:
            if part := arrays.get("recurrent"):
                # A layer that keeps no state hands nothing on.
                marks.append(Line(((left, middle), (left + BETWEEN_STEPS, middle)), "recurrent", arrow=True, part=part))
            left += BETWEEN_STEPS
    if drawn < steps:
        marks.append(Text((left + DOTS_WIDE / 2, middle + CENTRED), "…", "middle"))
        left += DOTS_WIDE
    count = sum(rectangle.count for rectangle in shown)
    return Panel(max(left + EDGE, 4 * LINE), STEP_HIGH, tuple(marks), None, (_same_numbers(steps, count),))


def _same_numbers(steps: int, count: int) -> Label:
    return label("formula_steps", steps=label("n_steps", n=steps), n=count)
