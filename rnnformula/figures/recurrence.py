"""The recurrence: the layer with its loop, and the same layer unrolled over some time steps."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.figures.parts import (
    LEFT,
    arrays_by_role,
    by_role,
    call,
    check_steps,
    lines_of_roles,
    lines_of_sums,
    multiplied,
    stripes,
    total,
)
from rnnformula.figures.scene import CENTRED, LINE, WIDTH, Box, Circle, Figure, Line, Panel, Text
from rnnformula.language.phrases import label

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnnformula.figures.scene import Mark, Point
    from rnnformula.reading.arguments import Argument

#: The radius of inputs and states, the side of a bias, the height of a layer.
RADIUS, SIDE, BOX = 13, 24, 46
#: How long the arrows are that enter a layer from below, and that leave it above; a bias begins a hair below its arrow.
ENTERING, LEAVING, HAIR = 34, 22, 1
#: The top of a layer in both panels, which leaves room for the state above it.
LAYER_TOP = 2 * RADIUS + LEAVING + 2
#: The folded layer: its edges, how far from its middle, to both sides, input and bias enter, and how wide the panel is.
FOLDED_LEFT, FOLDED_RIGHT, FOLDED_APART, FOLDED_WIDE = 14, 138, 34, 214
#: The control points of its loop are this far to the right of the layer, and this far above and below it.
LOOP_RIGHT, LOOP_OUT = 74, 20
#: The ends of its loop are this far inside the layer's height.
LOOP_IN = 12
#: Baselines below the layer: of the names of input and bias, and of the number of a step.
NAMES_BELOW = ENTERING + 2 * RADIUS + LINE
#: At a step, input and bias enter this far from the middle, to both sides.
STEP_APART = 14
#: The most that a step takes of the width, the share of the layer in that, and what stays free at the right.
WIDEST_STEP, LAYER_SHARE, RIGHT_MARGIN = 84, 0.56, 16


def recurrence(layer: str, /, *, steps: int = 3, **arguments: Argument) -> Figure:
    """A recurrent layer folded and unrolled; ``steps`` time steps, other arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    rows = by_role("recurrence", counted)
    if "recurrent" not in rows:
        raise InputError(f"figure recurrence: {counted.layer} keeps no state; expected a recurrent layer")
    check_steps("recurrence", steps)
    arrays = arrays_by_role(rows)
    weights = {role: label("item", name=label(role), value=multiplied(row)) for role, row in rows.items()}
    shared = total([row.count for row in counted.rows], "shared_by_steps")
    height = LAYER_TOP + BOX + NAMES_BELOW + LINE / 2
    return Figure(
        "recurrence",
        (counted,),
        (
            Panel(FOLDED_WIDE, height, tuple(_folded(arrays)), label("folded")),
            Panel(WIDTH, height, tuple(_unrolled(steps, arrays)), label("unrolled", n=steps)),
        ),
        (*lines_of_roles(weights, arrays), *lines_of_sums([shared])),
        label("recurrence_title", layer=call(counted), steps=label("n_steps", n=steps)),
        (
            label("recurrence_folded"),
            label("recurrence_unrolled", steps=label("n_steps", n=steps)),
            label("sentence", of=tuple(weights.values())),
            label("sentence", of=shared),
        ),
    )


def _folded(arrays: Mapping[str, str]) -> list[Mark]:
    """The layer once, with its state led back into it."""
    left, right, bottom = FOLDED_LEFT, FOLDED_RIGHT, LAYER_TOP + BOX
    middle, names = (left + right) / 2, bottom + NAMES_BELOW
    loop = (
        (right, LAYER_TOP + LOOP_IN),
        (right + LOOP_RIGHT, LAYER_TOP - LOOP_OUT),
        (right + LOOP_RIGHT, bottom + LOOP_OUT),
        (right, bottom - LOOP_IN),
    )
    enters = middle - FOLDED_APART if "bias" in arrays else middle
    marks = [
        *_column(middle, arrays, apart=FOLDED_APART),
        *stripes((left, LAYER_TOP), right - left, BOX, arrays),
        Line(loop, "recurrent", arrow=True, part=arrays["recurrent"]),
        Text((enters, names), label("kernel"), "middle", "kernel", part=arrays["kernel"]),
    ]
    if "bias" in arrays:
        marks.append(Text((middle + FOLDED_APART, names), label("bias"), "middle", "bias", part=arrays["bias"]))
    return marks


def _unrolled(steps: int, arrays: Mapping[str, str]) -> list[Mark]:
    """The layer at each time step; at the first it reads zeros in place of a state."""
    zero: Point = (LEFT + RADIUS, LAYER_TOP + BOX / 2)
    begin = zero[0] + RADIUS
    pitch = min(WIDEST_STEP, (WIDTH - RIGHT_MARGIN - begin) / steps)
    width = pitch * LAYER_SHARE
    marks: list[Mark] = [Circle(zero, RADIUS), Text((zero[0], zero[1] + CENTRED), "0", "middle")]
    for number in range(steps):
        right = begin + (number + 1) * pitch
        middle = right - width / 2
        arrow = ((right - pitch, zero[1]), (right - width, zero[1]))
        marks += [
            *_column(middle, arrays, apart=STEP_APART),
            Line(arrow, "recurrent", arrow=True, part=arrays["recurrent"]),
            *stripes((right - width, LAYER_TOP), width, BOX, arrays),
            Text((middle, LAYER_TOP + BOX + NAMES_BELOW), label("step_number", n=number + 1), "middle"),
        ]
    return marks


def _column(middle: float, arrays: Mapping[str, str], *, apart: float) -> list[Mark]:
    """The input and the bias, which enter a layer from below, and the state, which leaves it above."""
    bottom = LAYER_TOP + BOX
    x: Point = (middle - apart if "bias" in arrays else middle, bottom + ENTERING + RADIUS)
    state: Point = (middle, LAYER_TOP - LEAVING - RADIUS)
    marks: list[Mark] = [
        Line(((x[0], bottom + ENTERING), (x[0], bottom)), "kernel", arrow=True, part=arrays["kernel"]),
        Circle(x, RADIUS, "kernel", arrays["kernel"]),
        Text((x[0], x[1] + CENTRED), "x", "middle"),
        Line(((middle, LAYER_TOP), (middle, LAYER_TOP - LEAVING)), arrow=True),
        Circle(state, RADIUS),
        Text((middle, state[1] + CENTRED), "h", "middle"),
    ]
    if "bias" in arrays:
        line, corner = ((middle + apart, bottom + ENTERING), (middle + apart, bottom)), middle + apart - SIDE / 2
        marks += [
            Line(line, "bias", arrow=True, part=arrays["bias"]),
            Box((corner, bottom + ENTERING + HAIR), SIDE, SIDE, "bias", part=arrays["bias"]),
            Text((middle + apart, x[1] + CENTRED), "b", "middle"),
        ]
    return marks
