"""Two directions: a layer that reads the time steps from first to last, one from last to first, and what both make."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.shapes import outputs, two_directions
from rnnformula.counting.tally import split_arguments, tally
from rnnformula.errors import InputError
from rnnformula.figures.fit import fits
from rnnformula.figures.parts import LEFT, added, check_sizes, check_steps, lines_of_roles, lines_of_sums, sums
from rnnformula.figures.scene import LINE, WIDTH, Box, Circle, Figure, KeyLine, Line, Panel, Text, between
from rnnformula.language.phrases import Label, Symbol, label
from rnnformula.reading.inputs import input_for, read_shape

if TYPE_CHECKING:
    from rnnformula.figures.scene import Mark, Point
    from rnnformula.reading.arguments import Argument
    from rnnformula.reading.inputs import Shape
    from rnnformula.reading.layers import Layer

RADIUS, HIGH = 13, 34
#: Where the marks stand: outputs, the backward layer, the forward layer, the inputs.
OUTPUT, BACKWARD, FORWARD, INPUT = 2, 66, 130, 210
OUTPUT_HIGH = 26
#: The blank below the numbers of the steps.
BELOW_STEPS = 8


def directions(layer: str, /, *, steps: int = 3, **arguments: Argument) -> Figure:
    """A bidirectional layer unrolled over ``steps`` time steps; other arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    record, read, shape = split_arguments(layer, arguments)
    if not record.family.composition or not record.family.composition.both_ways:
        raise InputError(
            f"figure directions: {counted.layer} reads in one direction, expected one such as Bidirectional(LSTM(4))"
        )
    check_steps("directions", steps)
    check_sizes("directions", counted)
    reads = read_shape(record, shape) if shape is not None else input_for(record, read)
    two = two_directions(record, reads)
    backwards = bool(two[0].arguments.get("go_backwards"))
    every_step = bool(two[0].arguments.get("return_sequences"))
    merged = _merged(record, reads, two)
    when = label("merged_each_step" if every_step else "merged_last")
    marks = _unrolled(steps, every_step=every_step, mode=record.arguments.get("merge_mode", "concat"))
    names = ["backward", "forward"] if backwards else ["forward", "backward"]
    in_all = sums(counted)
    return Figure(
        "directions",
        (counted,),
        (Panel(WIDTH, INPUT + RADIUS + LINE + BELOW_STEPS, tuple(marks)),),
        (
            KeyLine(label("item", name=merged, value=when)),
            *(
                KeyLine(label("item", name=label(name), value=str(layer_inside)))
                for name, layer_inside in zip(names, two, strict=True)
            ),
            *lines_of_roles({"kernel": label("input_now"), "recurrent": label("state_before")}, {}),
            *lines_of_sums(in_all),
        ),
        label("directions_title", layer=counted.layer, steps=label("n_steps", n=steps)),
        (
            label("directions_reads", steps=label("n_steps", n=steps)),
            label("directions_order"),
            label("directions_output", output=merged, when=when),
            *(label("sentence", of=words) for words in in_all),
        ),
    )


def _merged(record: Layer, reads: Shape, two: tuple[Layer, Layer]) -> Label:
    """How many numbers come out, and how they are made of those of both directions."""
    forward, backward = (_width(inner, reads) for inner in two)
    mode = record.arguments.get("merge_mode", "concat")
    if mode is None:
        return label("not_merged", forward=forward, backward=backward)
    width = _width(record, reads)
    return label("merged", mode=mode, value=added([forward, backward]) if mode == "concat" else width)


def _width(layer: Layer, reads: Shape) -> int:
    """The width of what a layer puts out; states may stand behind it."""
    width = outputs(layer, reads)[0][-1]
    assert width is not None, f"{layer}: its units are known"
    return width


def _unrolled(steps: int, *, every_step: bool, mode: str | None) -> list[Mark]:
    """Both layers at each step, the backward one above and to the right, so that all their lines can be told."""
    pitch = (WIDTH - 2 * (LEFT + 2 * RADIUS)) / steps
    wide = min(36, pitch * 0.3)
    apart = wide / 2 + 4
    middles = [LEFT + 2 * RADIUS + pitch * (number + 0.5) for number in range(steps)]
    marks: list[Mark] = []
    for number, middle in enumerate(middles, 1):
        source: Point = (middle, INPUT)
        forward, backward = (middle - apart, FORWARD), (middle + apart, BACKWARD)
        for (x, y), arrow in ((forward, "→"), (backward, "←")):
            start, _ = between(source, RADIUS, (x, y + HIGH), 0)
            marks += [
                Line((start, (x, y + HIGH)), "kernel", arrow=True),
                Box((x - wide / 2, y), wide, HIGH),
                Text((x, y + HIGH / 2 + 5), label("value", value=arrow), "middle"),
            ]
        marks += [
            Circle(source, RADIUS, "kernel"),
            Text((middle, INPUT + 4), Symbol("x", number), "middle"),
            Text((middle, INPUT + RADIUS + LINE), label("step_number", n=number), "middle"),
        ]
    marks += _states([middle - apart for middle in middles], FORWARD, wide, 1)
    marks += _states([middle + apart for middle in reversed(middles)], BACKWARD, wide, -1)
    ends = (
        [(middle - apart, middle + apart) for middle in middles]
        if every_step
        else [(middles[-1] - apart, middles[0] + apart)]
    )
    for forward_x, backward_x in ends:
        marks += _output(forward_x, backward_x, wide, mode)
    return marks


def _states(places: list[float], top: float, wide: float, towards: int) -> list[Mark]:
    """The state of one layer from step to step, in its order of reading, beginning with zeros at the edge."""
    y = top + HIGH / 2
    edge = LEFT + RADIUS if towards > 0 else WIDTH - LEFT - RADIUS
    starts = [edge + towards * RADIUS, *(x + towards * wide / 2 for x in places[:-1])]
    lines = [
        Line(((start, y), (x - towards * wide / 2, y)), "recurrent", arrow=True)
        for start, x in zip(starts, places, strict=True)
    ]
    return [Circle((edge, y), RADIUS), Text((edge, y + 5), "0", "middle"), *lines]


def _output(forward: float, backward: float, wide: float, mode: str | None) -> list[Mark]:
    """The outputs of both layers, led into one box; each has a box of its own where they are not merged."""
    bottom = OUTPUT + OUTPUT_HIGH
    marks: list[Mark] = [
        Line(((x, top), (x, bottom)), arrow=True) for x, top in ((forward, FORWARD), (backward, BACKWARD))
    ]
    left, right = sorted((forward, backward))
    if mode is None:
        return [*marks, *(Box((x - wide / 2, OUTPUT), wide, OUTPUT_HIGH) for x in (left, right))]
    box = Box((left - wide / 2, OUTPUT), right - left + wide, OUTPUT_HIGH)
    words = label("value", value=mode)
    if not fits(words, box.width - 8):
        return [*marks, box]
    return [*marks, box, Text(((left + right) / 2, OUTPUT + OUTPUT_HIGH / 2 + 5), words, "middle")]
