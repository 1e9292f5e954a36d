"""The recurrence: the layer with its loop, and the same layer unrolled over some time steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.figures.parts import LEFT, by_role, call, check_steps, key_and_sums, length, multiplied, total
from rnnformula.figures.scene import LINE, WIDTH, Box, Circle, Figure, Line, Text
from rnnformula.language.phrases import label

if TYPE_CHECKING:
    from rnnformula.counting.tally import Row
    from rnnformula.figures.scene import Mark, Point
    from rnnformula.language.phrases import Equality

#: The longest product that fits behind the name of an array, by `length`.
LONGEST_PRODUCT = 24
RADIUS, SIDE, BOX = 13, 24, 40


def recurrence(layer: str, /, *, steps: int = 3, **arguments: int) -> Figure:
    """A recurrent layer folded and unrolled; ``steps`` time steps, other arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    rows = by_role("recurrence", counted)
    if "recurrent" not in rows:
        raise InputError(f"figure recurrence: {counted.layer} keeps no state; expected a recurrent layer")
    check_steps("recurrence", steps)
    unrolled = label("unrolled", n=steps)
    marks: list[Mark] = [Text((LEFT, 16), label("folded"), strong=True), *_folded(call(counted), "bias" in rows)]
    marks += [Text((LEFT, 236), unrolled, strong=True), *_unrolled(steps, 254, "bias" in rows)]
    says = {role: label("item", name=label(role), value=_count(row)) for role, row in rows.items()}
    shared = total([row.count for row in counted.rows], "shared_by_steps")
    key, y = key_and_sums(says, [shared], 254 + 172 + LINE + 18)
    return Figure(
        "recurrence",
        (counted,),
        y + LINE / 2,
        (*marks, *key),
        label("recurrence_title", layer=call(counted), steps=label("n_steps", n=steps)),
        (
            label("recurrence_folded"),
            label("recurrence_unrolled", steps=label("n_steps", n=steps)),
            label("sentence", of=tuple(says.values())),
            label("sentence", of=shared),
        ),
    )


def _count(row: Row) -> Equality | int:
    """The count with its product, or alone where that would be longer than the figure is wide."""
    return multiplied(row) if length([*row.shape, row.count]) <= LONGEST_PRODUCT else row.count


def _folded(name: str, biased: bool) -> list[Mark]:
    """The layer once; its state leads back into it."""
    left, right, top, middle = 44, 174, 84, 109
    bottom = top + BOX
    loop = ((right, top + 11), (right + 58, top - 22), (right + 58, bottom + 22), (right, bottom - 11))
    return [
        *_column(middle, top, biased, apart=32),
        Box((left, top), right - left, BOX),
        Text((middle, top + BOX / 2 + 5), name, "middle"),
        Line(loop, "recurrent", arrow=True),
        Text((right + 50, top + BOX / 2 + 5), label("recurrent")),
        Text((middle - 32 - 10, bottom + 26), label("kernel"), "end"),
        *([Text((middle + 32 + 10, bottom + 26), label("bias"))] if biased else []),
    ]


def _unrolled(steps: int, top: float, biased: bool) -> list[Mark]:
    """The layer at each step; at the first it reads zeros in place of a state."""
    zero: Point = (LEFT + RADIUS, top + 48 + BOX / 2)
    begin = zero[0] + RADIUS
    pitch = min(100, (WIDTH - 16 - begin) / steps)
    wide = pitch * 0.54
    marks: list[Mark] = [Circle(zero, RADIUS), Text((zero[0], zero[1] + 5), "0", "middle")]
    for number in range(steps):
        right = begin + (number + 1) * pitch
        middle = right - wide / 2
        arrow = ((right - pitch, zero[1]), (right - wide, zero[1]))
        marks += [
            *_column(middle, top + 48, biased, apart=14),
            Line(arrow, "recurrent", arrow=True),
            Box((right - wide, top + 48), wide, BOX),
            Text((middle, top + 172), label("step_number", n=number + 1), "middle"),
        ]
    return marks


def _column(middle: float, top: float, biased: bool, *, apart: float) -> list[Mark]:
    """What enters a layer from below, input and bias, and the state that leaves it above."""
    bottom = top + BOX
    x: Point = (middle - apart if biased else middle, bottom + 36 + RADIUS)
    state: Point = (middle, top - 22 - RADIUS)
    marks: list[Mark] = [
        Line(((x[0], bottom + 36), (x[0], bottom)), "kernel", arrow=True),
        Circle(x, RADIUS, "kernel"),
        Text((x[0], x[1] + 5), "x", "middle"),
        Line(((middle, top), (middle, top - 22)), arrow=True),
        Circle(state, RADIUS),
        Text((middle, state[1] + 5), "h", "middle"),
    ]
    if biased:
        marks += [
            Line(((middle + apart, bottom + 36), (middle + apart, bottom)), "bias", arrow=True),
            Box((middle + apart - SIDE / 2, bottom + 37), SIDE, SIDE, "bias"),
            Text((middle + apart, x[1] + 5), "b", "middle"),
        ]
    return marks
