"""One time step as a flow of data: a drawing for each equation, in which it is added to those before."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rnnformula.counting.forward import equations
from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.figures.operations import FUNCTION, MULTIPLICATION, REST, SIGNAL, STATES, SUM, WEIGHTED, stages
from rnnformula.figures.parts import arrays_of, call, check_sizes, gate, lines_of_sums, listed, role_of, sums, titled
from rnnformula.figures.placing import place_all
from rnnformula.figures.scene import CENTRED, EDGE, TEXT, Box, Circle, Figure, KeyLine, Line, Panel, Text, lowered
from rnnformula.language import LANGUAGES
from rnnformula.language.phrases import Quote, Symbol, label
from rnnformula.reading.layers import read_layer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.counting.tally import Tally
    from rnnformula.figures.operations import Stage
    from rnnformula.figures.placing import Node, Places
    from rnnformula.figures.scene import Mark, Point
    from rnnformula.language.phrases import Label
    from rnnformula.reading.arguments import Argument

#: The middle of the first column, the distance to the next, and from one level to the next.
FIRST_COLUMN, COLUMN, LEVEL = 73, 52, 41
#: A signal: its width where it comes in and where it goes out, its height, and the room at the right of the columns.
IN_WIDE, OUT_WIDE, SIGNAL_HIGH, RIGHT_OF_COLUMNS = 44, 32, 26, 71
#: The rail of the states above all is this far below the upper edge.
RAIL = 2 + SIGNAL_HIGH / 2
#: The weights of a sum: how wide the stripe of a matrix and that of a bias is, and how high.
MATRIX_WIDE, BIAS_WIDE, WEIGHTS_HIGH = 18, 8, 30
#: A function: width, height; the radius of a sign, and of `1 −`.
FUNCTION_WIDE, FUNCTION_HIGH, SIGN_RADIUS, REST_RADIUS = 42, 24, 11, 14
#: How far the lines of state and input are below the weights.
STATE_BELOW, INPUT_BELOW = 24, 56
#: The name of a result stands this far from the line out of it, and above where that begins.
NAME_APART, ABOVE_RESULT = 7, 5
INDEX_BEFORE, INDEX_NOW = "t−1", "t"
FUNCTION_SIGNS = {"sigmoid": "σ"}


def flow(layer: str, /, **arguments: Argument) -> Figure:
    """A recurrent layer's equations as a flow, one more in each drawing; arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    record = read_layer(layer)
    family = record.family
    if not set(STATES) & {equation.target for equation in family.equations}:
        raise InputError(f"figure flow: {counted.layer} keeps no state that equations tell, expected such as LSTM")
    check_sizes("flow", counted)
    options = {name: value for name, value in (record.arguments | arguments).items() if name in family.choices}
    steps = stages(equations(family.name, **options))
    placed = place_all(steps)
    heads = [_head(stage) for stage in steps]
    if len(steps) > 1:
        heads = [label("stage", n=number, name=head) for number, head in enumerate(heads, 1)]
    in_all = sums(counted)
    return Figure(
        "flow",
        (counted,),
        tuple(
            _panel(placed, list(_drawn(steps, placed, counted, number)), head, _foot(stage))
            for number, (stage, head) in enumerate(zip(steps, heads, strict=True))
        ),
        (
            *([KeyLine(label("flow_thick"))] if len(steps) > 1 else []),
            *_functions(steps),
            *arrays_of(counted),
            *lines_of_sums(in_all),
        ),
        titled("flow_title", call(counted), counted.sizes),
        (
            label("flow_stages"),
            *(
                label("sentence", of=label("item", name=head, value=Quote(stage.written)))
                for head, stage in zip(heads, steps, strict=True)
            ),
            label("sentence", of=listed(counted)),
            *(label("sentence", of=words) for words in in_all),
        ),
    )


def _panel(placed: Places, marks: list[Mark], head: Label, foot: tuple[Label, ...]) -> Panel:
    """A drawing that begins where its highest mark does, so that drawings beside each other end alike."""
    top = min(map(_top, marks)) - EDGE
    return Panel(_width(placed), _height(placed) - top, tuple(lowered(mark, -top) for mark in marks), head, foot)


def _top(mark: Mark) -> float:
    """The upper end of a mark."""
    match mark:
        case Text((_, y)):
            return y - TEXT
        case Line(points):
            return min(y for _, y in points)
        case Circle((_, y), radius):
            return y - radius
        case Box((_, y)):
            return y


def _head(stage: Stage) -> Label:
    """What an equation computes: a gate or the candidate by its name, or a state."""
    return label(f"flow_{stage.target}") if stage.target in STATES else gate(stage.gate)


def _foot(stage: Stage) -> tuple[Label, ...]:
    """What it is for, where languages say so."""
    key = f"flow_{stage.target}_purpose" if stage.target in STATES else f"purpose_{stage.gate}"
    return (label(key),) if all(key in language.words for language in LANGUAGES.values()) else ()


def _functions(steps: list[Stage]) -> Iterator[KeyLine]:
    """What the functions and signs in the drawings mean, each once."""
    used = dict.fromkeys(
        operation.name if operation.kind == FUNCTION else operation.kind
        for stage in steps
        for operation in stage.last.all()
    )
    for name in ("sigmoid", "tanh"):
        if name in used:
            sign = label("value", value=FUNCTION_SIGNS.get(name, name))
            yield KeyLine(label("item", name=sign, value=label(f"means_{name}")))
    if signs := tuple(label("value", value=sign) for sign in (MULTIPLICATION, SUM, REST) if sign in used):
        yield KeyLine(label("item", name=label("value", value=signs), value=label("number_by_number")))


def _width(placed: Places) -> float:
    return FIRST_COLUMN + (placed.columns - 1) * COLUMN + RIGHT_OF_COLUMNS


def _height(placed: Places) -> float:
    return _y(placed, 0) + WEIGHTS_HIGH / 2 + INPUT_BELOW + SIGNAL_HIGH / 2 + EDGE


def _x(node: Node) -> float:
    """The middle of a node; what weights multiply stands below their stripe."""
    if node.under:
        number = node.under.operands.index(node)
        return list(_stripes(node.under))[number][1] + MATRIX_WIDE / 2
    return FIRST_COLUMN + node.column * COLUMN


def _y(placed: Places, level: float) -> float:
    return RAIL + (placed.top - level) * LEVEL


def _drawn(steps: list[Stage], placed: Places, counted: Tally, number: int) -> Iterator[Mark]:
    """All up to an equation; what stands there before it is faint, and lies below."""
    before = {node.operation.name for node in _read(placed, range(number))}
    now = {node.operation.name for node in _read(placed, [number])}
    for stage in range(number + 1):
        faint = stage < number
        marks = [*_equation(placed, counted, stage), *_result(placed, steps[stage], stage)]
        yield from (replace(mark, faint=faint) for mark in marks)
    for name in dict.fromkeys(("x", "h", "c")):
        if name in before | now:
            x, y = _of_signal(placed, name)
            role = "kernel" if name == "x" else "plain"
            index = INDEX_NOW if name == "x" else INDEX_BEFORE
            for mark in _signal((x, y), IN_WIDE, Symbol(name, index), role):
                yield replace(mark, faint=name not in now)


def _read(placed: Places, numbers: range | list[int]) -> Iterator[Node]:
    """The signals that some equations read."""
    for node in placed.nodes:
        if node.stage in numbers:
            yield from (operand for operand in node.operands if operand.kind == SIGNAL)


def _of_signal(placed: Places, name: str) -> Point:
    """The middle of a signal: beside the weights if it is read there, else on the rail."""
    weighed = any(
        operand.operation.name == name for node in placed.nodes if node.kind == WEIGHTED for operand in node.operands
    )
    below = _y(placed, 0) + WEIGHTS_HIGH / 2
    y = (below + INPUT_BELOW if name == "x" else below + STATE_BELOW) if weighed else RAIL
    return EDGE + IN_WIDE / 2, y


def _signal(at: Point, wide: float, symbol: Symbol, role: str = "plain") -> list[Mark]:
    x, y = at
    return [
        Box((x - wide / 2, y - SIGNAL_HIGH / 2), wide, SIGNAL_HIGH, role),
        Text((x, y + CENTRED - 1), symbol, "middle"),
    ]


def _equation(placed: Places, counted: Tally, stage: int) -> Iterator[Mark]:
    """The operations of an equation and the lines into them."""
    arrays = {row.array.name: role_of(row.array) for row in counted.rows}
    for node in placed.nodes:
        if node.stage != stage:
            continue
        x, y = _x(node), _y(placed, node.level)
        if node.kind == WEIGHTED:
            yield from _weights(placed, node, arrays)
            continue
        for operand in node.operands:
            yield from _into(placed, node, operand)
        if node.kind == FUNCTION:
            corner = (x - FUNCTION_WIDE / 2, y - FUNCTION_HIGH / 2)
            yield Box(corner, FUNCTION_WIDE, FUNCTION_HIGH)
            name = node.operation.name
            yield Text((x, y + CENTRED), label("value", value=FUNCTION_SIGNS.get(name, name)), "middle")
        else:
            yield Circle((x, y), _high(node))
            yield Text((x, y + CENTRED), label("value", value=node.kind), "middle")


def _high(node: Node) -> float:
    """Half of the height of a node, also half of its width where it is a circle."""
    if node.kind == WEIGHTED:
        return WEIGHTS_HIGH / 2
    return FUNCTION_HIGH / 2 if node.kind == FUNCTION else REST_RADIUS if node.kind == REST else SIGN_RADIUS


def _wide(node: Node) -> float:
    return FUNCTION_WIDE / 2 if node.kind == FUNCTION else _high(node)


def _into(placed: Places, node: Node, operand: Node) -> Iterator[Mark]:
    """The line into a node: straight up or along the rail, else up to its level and into its side."""
    x, y = _x(node), _y(placed, node.level)
    left = (x - _wide(node), y)
    if operand.kind == SIGNAL:
        at = _of_signal(placed, operand.operation.name)
        if node.on_rail and at[1] == y:
            yield Line(((at[0] + IN_WIDE / 2, y), left), arrow=True)
        elif node.on_rail:
            yield Line(((at[0], at[1] - SIGNAL_HIGH / 2), (at[0], y)))
            yield Line(((at[0], y), left), arrow=True)
        else:
            yield from _along(at, x, y + _high(node), "plain")
        return
    from_x, from_y = _x(operand), _y(placed, operand.level)
    if operand.on_rail and not node.on_rail:
        yield Line(((from_x + _wide(operand), from_y), (x, from_y)))
        yield Line(((x, from_y), (x, y - _high(node))), arrow=True)
    elif operand.level == node.level:
        yield Line(((from_x + _wide(operand), y), left), arrow=True)
    elif operand.column == node.column:
        ends = (_high(operand), -_high(node)) if operand.level > node.level else (-_high(operand), _high(node))
        yield Line(((x, from_y + ends[0]), (x, y + ends[1])), arrow=True)
    else:
        yield Line(((from_x, from_y - _high(operand)), (from_x, y)))
        yield Line(((from_x, y), left), arrow=True)


def _along(at: Point, x: float, bottom: float, role: str, part: str = "") -> Iterator[Mark]:
    """From a signal to the right, then up to what reads it."""
    yield Line(((at[0] + IN_WIDE / 2, at[1]), (x, at[1])), role, part=part)
    yield Line(((x, at[1]), (x, bottom)), role, arrow=True, part=part)


def _weights(placed: Places, node: Node, roles: dict[str, str]) -> Iterator[Mark]:
    """The weights of a sum as stripes of their roles, with a line from what each matrix multiplies."""
    top = _y(placed, node.level) - WEIGHTS_HIGH / 2
    bottom = top + WEIGHTS_HIGH
    for number, (name, left, wide) in enumerate(_stripes(node)):
        role, x = roles[name], left + wide / 2
        if number < len(node.operands):
            operand = node.operands[number]
            if operand.kind == SIGNAL:
                yield from _along(_of_signal(placed, operand.operation.name), x, bottom, role, name)
            else:
                yield Line(((x, _y(placed, operand.level) - _high(operand)), (x, bottom)), role, arrow=True, part=name)
        yield Box((left, top), wide, WEIGHTS_HIGH, role, 1, 1, part=name)


def _stripes(node: Node) -> Iterator[tuple[str, float, float]]:
    """The arrays of a weighted sum, each with the left edge and the width of its stripe; matrices stand first."""
    names = dict.fromkeys(node.operation.arrays)
    widths = [MATRIX_WIDE if number < len(node.operands) else BIAS_WIDE for number in range(len(names))]
    left = FIRST_COLUMN + node.column * COLUMN - sum(widths) / 2
    for name, wide in zip(names, widths, strict=True):
        yield name, left, wide
        left += wide


def _result(placed: Places, stage: Stage, number: int) -> Iterator[Mark]:
    """The name of what an equation makes; a state leads out at the right."""
    node = placed.results[stage.target]
    x, y = _x(node), _y(placed, node.level)
    if stage.target in STATES:
        at = (_width(placed) - EDGE - OUT_WIDE / 2, y)
        yield Line(((x + _wide(node), y), (at[0] - OUT_WIDE / 2, y)), arrow=True)
        yield from _signal(at, OUT_WIDE, Symbol(stage.target, INDEX_NOW))
        return
    letter = stage.gate if stage.target != "candidate" else f"{stage.gate}\N{COMBINING TILDE}"
    yield Text((x - NAME_APART, y - _high(node) - ABOVE_RESULT), label("value", value=letter), "end", strong=True)
