"""The connections of `unit` and `layer`: inputs at the left, units at the right, a line for each weight."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.errors import InputError
from rnnformula.facts import parse_shape
from rnnformula.figures.parts import LEFT, call, role_of
from rnnformula.figures.scene import CENTRED, LINE, Box, Circle, Line, Text, between
from rnnformula.language.phrases import Symbol, label

if TYPE_CHECKING:
    from rnnformula.counting.tally import Row, Tally
    from rnnformula.figures.scene import Mark, Point
    from rnnformula.language.phrases import Label

#: More would be a grey patch, or a figure higher than a screen.
MOST_LINES, MOST_INPUTS, MOST_UNITS = 48, 16, 8

#: Few enough to be drawn beside a rectangle.
FEW_INPUTS, FEW_UNITS = 7, 3

#: Where the circles of inputs and units and the boxes of biases stand, how large they are, and how far from each other.
INPUT_X, INPUT_RADIUS, INPUT_PITCH = 18, 15, 36
UNIT_X, UNIT_RADIUS, UNIT_PITCH = 204, 30, 68
BIAS_X, BIAS_SIDE = 282, 26
#: The baseline above all nodes, and how far down the first node may begin.
HEAD_BASELINE, TOP = 16, 27
#: Inputs that reach this much further than the units leave room for the larger circles of the units.
ROOM_FOR_UNITS = 20
#: The blank below the connections.
BELOW_NODES = 8
#: How far along a line its name stands, where the lines are still apart.
NAME_AT = 0.3


def check_drawable(name: str, counted: Tally, units: int) -> None:
    """Refuse more lines, inputs or units than fit.

    Raises:
        InputError: there are more lines, numbers that are read, or units than fit.
    """
    read = sum(row.shape[0] for row in counted.rows if len(row.shape) > 1)
    for things, number, most in (
        ("inputs", read, MOST_INPUTS),
        ("units", units, MOST_UNITS),
        ("lines", read * units, MOST_LINES),
    ):
        if number > most:
            raise InputError(
                f"figure {name}: {call(counted)} on {counted.size('features'):,} features is too large to draw as "
                f"connections: {number:,} {things}, expected at most {most}; the figure 'arrays' takes any sizes"
            )


def has_few_connections(counted: Tally) -> bool:
    """Whether the weights of a layer, or of one of its gates, are few enough to be told apart as lines in small."""
    gates = len(counted.rows[0].gates) or 1
    roles = {role_of(row.array): row for row in counted.rows}
    shapes = [row.array.axes for row in counted.rows]
    if "kernel" not in roles or len(roles) < len(counted.rows) or any(row.part for row in counted.rows):
        return False
    wanted = [parse_shape(shape.format(f"{gates}u")) for shape in ("f {}", "u {}", "{}", "2 {}")]
    if any(shape not in wanted for shape in shapes):
        return False
    read = sum(row.shape[0] for row in counted.rows if role_of(row.array) != "bias")
    return read <= FEW_INPUTS and counted.size("units") <= FEW_UNITS


def draw_gate(counted: Tally) -> tuple[list[Mark], float]:
    """As `draw`, of a layer with few connections; of one with gates those of one gate."""
    return draw({role_of(row.array): row for row in counted.rows}, counted.size("units"), named=False)


def draw(rows: dict[str, Row], units: int, *, named: bool) -> tuple[list[Mark], float]:
    """Lines from everything that is read to each of the first units, and where they end at the bottom.

    ``named`` writes ``w``, ``u`` or ``b`` with a number on each line.
    """
    inputs = _inputs(rows)
    last_input, last_unit = inputs[-1][2], (units - 1) * UNIT_PITCH
    height = max(last_input, last_unit)
    top = TOP + max(INPUT_RADIUS, UNIT_RADIUS if last_input - ROOM_FOR_UNITS < last_unit else 0)
    shift = top + (height - last_input) / 2
    sources: list[tuple[str, Symbol, Point]] = [(role, symbol, (INPUT_X, y + shift)) for role, symbol, y in inputs]
    first = top + (height - last_unit) / 2
    targets: list[Point] = [(UNIT_X, first + number * UNIT_PITCH) for number in range(units)]

    lines: list[Mark] = []
    names: list[Mark] = []
    for target in targets:
        for role, symbol, source in sources:
            start, end = between(source, INPUT_RADIUS, target, UNIT_RADIUS)
            lines.append(Line((start, end), role, part=rows[role].array.name))
            if named:
                letter = "w" if role == "kernel" else "u"
                names.append(_name(start, end, Symbol(letter, symbol.index), role, rows[role].array.name))
        if "bias" in rows:
            line = ((BIAS_X - BIAS_SIDE / 2, target[1]), (UNIT_X + UNIT_RADIUS, target[1]))
            lines.append(Line(line, "bias", part=rows["bias"].array.name))
    nodes: list[Mark] = [
        mark for role, symbol, at in sources for mark in (Circle(at, INPUT_RADIUS, role), _inside(at, symbol))
    ]
    for number, at in enumerate(targets, 1):
        nodes += [Circle(at, UNIT_RADIUS), _inside(at, label("unit", n=number))]
        if "bias" in rows:
            corner, part = (BIAS_X - BIAS_SIDE / 2, at[1] - BIAS_SIDE / 2), rows["bias"].array.name
            nodes.append(Box(corner, BIAS_SIDE, BIAS_SIDE, "bias", part=part))
            nodes.append(_inside((BIAS_X, at[1]), Symbol("b", number)))
    # Above and below all nodes, where no line passes.
    heads: list[Mark] = [Text((LEFT, HEAD_BASELINE), label("features_now"))]
    bottom = max(sources[-1][2][1] + INPUT_RADIUS, targets[-1][1] + UNIT_RADIUS)
    if "recurrent" in rows:
        bottom += LINE
        heads.append(Text((LEFT, bottom), label("states_before")))
    return [*lines, *names, *nodes, *heads], bottom


def reads(rows: dict[str, Row]) -> Label:
    """What a unit reads, for a description: all features, and all states where there is a recurrent kernel."""
    features = label("n_features", n=rows["kernel"].shape[0])
    if "recurrent" not in rows:
        return features
    return label("and_states", features=features, states=label("n_states", n=rows["recurrent"].shape[0]))


def _inputs(rows: dict[str, Row]) -> list[tuple[str, Symbol, float]]:
    """Role, symbol and y of each number that is read; a gap parts the states from the features."""
    features: list[tuple[str, Symbol, float]] = [
        ("kernel", Symbol("x", n + 1), n * INPUT_PITCH) for n in range(rows["kernel"].shape[0])
    ]
    if "recurrent" not in rows:
        return features
    below = len(features) * INPUT_PITCH + INPUT_PITCH / 2
    states = [("recurrent", Symbol("h", n + 1), below + n * INPUT_PITCH) for n in range(rows["recurrent"].shape[0])]
    return [*features, *states]


def _inside(at: Point, words: Label | Symbol) -> Text:
    return Text((at[0], at[1] + CENTRED), words, "middle")


def _name(start: Point, end: Point, symbol: Symbol, role: str, part: str) -> Text:
    x, y = (begin + NAME_AT * (finish - begin) for begin, finish in zip(start, end, strict=True))
    return Text((x, y + CENTRED), symbol, "middle", role, over=True, part=part)
