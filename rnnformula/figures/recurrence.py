"""The recurrence: the layer with its loop, and the same layer unrolled over some time steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.figures.parts import LEFT, by_role, call, check_steps, key_and_sums, length, multiplied, total
from rnnformula.figures.scene import CENTRED, LINE, WIDTH, Box, Circle, Figure, Line, Text
from rnnformula.language.phrases import label

if TYPE_CHECKING:
    from rnnformula.counting.tally import Row
    from rnnformula.figures.scene import Mark, Point
    from rnnformula.language.phrases import Equality
    from rnnformula.reading.arguments import Argument

#: The longest product that fits behind the name of an array, by `length`.
LONGEST_PRODUCT = 24
#: The radius of inputs and states, the side of a bias, the height of a layer.
RADIUS, SIDE, BOX = 13, 24, 40
#: How long the arrows are that enter a layer from below, and that leave it above; a bias begins a hair below its arrow.
ENTERING, LEAVING, HAIR = 36, 22, 1
#: The baselines of the two headings, and where the unrolled layer begins.
FOLDED_BASELINE, UNROLLED_BASELINE, UNROLLED_TOP = 16, 236, 254
#: The folded layer: its edges, its middle, and how far from that, to both sides, input and bias enter.
FOLDED_LEFT, FOLDED_RIGHT, FOLDED_TOP = 44, 174, 84
FOLDED_MIDDLE, FOLDED_APART = 109, 32
#: The control points of its loop are this far to the right of the layer, and this far above and below it.
LOOP_RIGHT, LOOP_OUT = 58, 22
#: The ends of its loop are this far inside the layer's height; its name begins this far to the right of the layer.
LOOP_IN, BESIDE_LOOP = 11, 50
#: The names of input and bias stand this far beside their arrows, and their baseline this far below the layer.
BESIDE_ARROW, BELOW_LAYER = 10, 26
#: The unrolled layer: how far below `UNROLLED_TOP` it begins and the numbers of the steps stand.
STEP_TOP, STEP_BASELINE = 48, 172
#: At a step, input and bias enter this far from the middle, to both sides.
STEP_APART = 14
#: The most that a step takes of the width, the share of the layer in that, and what stays free at the right.
WIDEST_STEP, LAYER_SHARE, RIGHT_MARGIN = 100, 0.54, 16
#: The baseline of the key.
KEY = UNROLLED_TOP + STEP_BASELINE + LINE + 18


def recurrence(layer: str, /, *, steps: int = 3, **arguments: Argument) -> Figure:
    """A recurrent layer folded and unrolled; ``steps`` time steps, other arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    rows = by_role("recurrence", counted)
    if "recurrent" not in rows:
        raise InputError(f"figure recurrence: {counted.layer} keeps no state; expected a recurrent layer")
    check_steps("recurrence", steps)
    unrolled = label("unrolled", n=steps)
    marks: list[Mark] = [
        Text((LEFT, FOLDED_BASELINE), label("folded"), strong=True),
        *_folded(call(counted), "bias" in rows),
    ]
    marks += [Text((LEFT, UNROLLED_BASELINE), unrolled, strong=True), *_unrolled(steps, UNROLLED_TOP, "bias" in rows)]
    weights = {role: label("item", name=label(role), value=_count(row)) for role, row in rows.items()}
    shared = total([row.count for row in counted.rows], "shared_by_steps")
    key, y = key_and_sums(weights, [shared], KEY)
    return Figure(
        "recurrence",
        (counted,),
        y + LINE / 2,
        (*marks, *key),
        label("recurrence_title", layer=call(counted), steps=label("n_steps", n=steps)),
        (
            label("recurrence_folded"),
            label("recurrence_unrolled", steps=label("n_steps", n=steps)),
            label("sentence", of=tuple(weights.values())),
            label("sentence", of=shared),
        ),
    )


def _count(row: Row) -> Equality | int:
    """The count with its product, or alone where that would be longer than the figure is wide."""
    return multiplied(row) if length([*row.shape, row.count]) <= LONGEST_PRODUCT else row.count


def _folded(name: str, biased: bool) -> list[Mark]:
    """The layer once, with its state led back into it."""
    left, right, top, middle = FOLDED_LEFT, FOLDED_RIGHT, FOLDED_TOP, FOLDED_MIDDLE
    bottom = top + BOX
    loop = (
        (right, top + LOOP_IN),
        (right + LOOP_RIGHT, top - LOOP_OUT),
        (right + LOOP_RIGHT, bottom + LOOP_OUT),
        (right, bottom - LOOP_IN),
    )
    beside, below = FOLDED_APART + BESIDE_ARROW, bottom + BELOW_LAYER
    return [
        *_column(middle, top, biased, apart=FOLDED_APART),
        Box((left, top), right - left, BOX),
        Text((middle, top + BOX / 2 + CENTRED), name, "middle"),
        Line(loop, "recurrent", arrow=True),
        Text((right + BESIDE_LOOP, top + BOX / 2 + CENTRED), label("recurrent")),
        Text((middle - beside, below), label("kernel"), "end"),
        *([Text((middle + beside, below), label("bias"))] if biased else []),
    ]


def _unrolled(steps: int, top: float, biased: bool) -> list[Mark]:
    """The layer at each time step; at the first it reads zeros in place of a state."""
    zero: Point = (LEFT + RADIUS, top + STEP_TOP + BOX / 2)
    begin = zero[0] + RADIUS
    pitch = min(WIDEST_STEP, (WIDTH - RIGHT_MARGIN - begin) / steps)
    width = pitch * LAYER_SHARE
    marks: list[Mark] = [Circle(zero, RADIUS), Text((zero[0], zero[1] + CENTRED), "0", "middle")]
    for number in range(steps):
        right = begin + (number + 1) * pitch
        middle = right - width / 2
        arrow = ((right - pitch, zero[1]), (right - width, zero[1]))
        marks += [
            *_column(middle, top + STEP_TOP, biased, apart=STEP_APART),
            Line(arrow, "recurrent", arrow=True),
            Box((right - width, top + STEP_TOP), width, BOX),
            Text((middle, top + STEP_BASELINE), label("step_number", n=number + 1), "middle"),
        ]
    return marks


def _column(middle: float, top: float, biased: bool, *, apart: float) -> list[Mark]:
    """The input and the bias, which enter a layer from below, and the state, which leaves it above."""
    bottom = top + BOX
    x: Point = (middle - apart if biased else middle, bottom + ENTERING + RADIUS)
    state: Point = (middle, top - LEAVING - RADIUS)
    marks: list[Mark] = [
        Line(((x[0], bottom + ENTERING), (x[0], bottom)), "kernel", arrow=True),
        Circle(x, RADIUS, "kernel"),
        Text((x[0], x[1] + CENTRED), "x", "middle"),
        Line(((middle, top), (middle, top - LEAVING)), arrow=True),
        Circle(state, RADIUS),
        Text((middle, state[1] + CENTRED), "h", "middle"),
    ]
    if biased:
        marks += [
            Line(((middle + apart, bottom + ENTERING), (middle + apart, bottom)), "bias", arrow=True),
            Box((middle + apart - SIDE / 2, bottom + ENTERING + HAIR), SIDE, SIDE, "bias"),
            Text((middle + apart, x[1] + CENTRED), "b", "middle"),
        ]
    return marks
