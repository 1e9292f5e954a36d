"""The arrays of a gated layer cut into gates: each counted, then all added up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rnnformula.counting.formula import Product, closed_form, evaluate, substitute
from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.facts import SIZES, Array, names
from rnnformula.figures.array_blocks import block, extent, is_thickened, scale
from rnnformula.figures.fit import fits, in_lines
from rnnformula.figures.parts import (
    BASELINE,
    FIRST_BASELINE,
    LEFT,
    call,
    check_sizes,
    gate,
    gate_axis,
    gates_of,
    in_all,
    key_of_boxes,
    role_of,
    roles_of,
    titled,
    written_sums,
)
from rnnformula.figures.scene import CENTRED, LINE, WIDTH, Figure, Text
from rnnformula.language.phrases import Equality, label

if TYPE_CHECKING:
    from rnnformula.counting.formula import Expression
    from rnnformula.counting.tally import Row, Tally
    from rnnformula.figures.scene import Mark
    from rnnformula.language.phrases import Label
    from rnnformula.reading.arguments import Argument

#: The height of the room for the blocks of a gate, the blank between two, and the largest side of one scalar.
HIGH, GAP, LARGEST_SCALAR_OF_GATE = 64, 26, 16
#: The blanks below the lines at the top, below the text of a gate, and below its blocks.
BELOW_HEADS, BELOW_TEXT, BELOW_BLOCKS = 12, 2, 16
#: From the last gate to the baseline of the sums, and from their last baseline to that of the key.
ABOVE_SUMS, ABOVE_KEY = 14, 28
#: From a line of the key to the next.
KEY_LINE = LINE + 2


def gates(layer: str, /, **arguments: Argument) -> Figure:
    """The parameters of a gated layer gate by gate; arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    letters = _letters(counted)
    check_sizes("gates", counted)
    shares = [_share(row) for row in counted.rows]
    formula = closed_form(share.array for share in shares)
    sizes = shares[0].sizes
    gate_count = Equality((substitute(formula, sizes), evaluate(formula, sizes)))
    columns = sum(extent(share)[1] for share in shares)
    room = WIDTH - 2 * LEFT - GAP * (len(shares) - 1)
    side = scale(max(extent(share)[0] for share in shares), columns, HIGH, room, LARGEST_SCALAR_OF_GATE)

    heads = [label("gates_each"), *_formula(formula)]
    biases = sum(extent(share)[0] for share in shares if role_of(share.array) == "bias")
    heads += [label("gates_bias", n=biases)] if biases > 1 else []
    marks: list[Mark] = [Text((LEFT, FIRST_BASELINE + n * LINE), words) for n, words in enumerate(heads)]
    top: float = len(heads) * LINE + BELOW_HEADS
    items = [label("item", name=gate(letter), value=gate_count) for letter in letters]
    all_fit = all(fits(item, strong=True) for item in items)
    for letter, item in zip(letters, items, strict=True):
        lines = [item] if all_fit else [gate(letter), *in_lines(label("value", value=gate_count), strong=True)]
        marks += [Text((LEFT, top + BASELINE + n * LINE), words, strong=True) for n, words in enumerate(lines)]
        top += len(lines) * LINE + BELOW_TEXT
        blocks, height = _blocks(shares, top, side)
        marks += blocks
        top += height + BELOW_BLOCKS
    whole = in_all([evaluate(formula, sizes)] * len(letters), label("total"))
    added, bottom = written_sums([whole], top + ABOVE_SUMS)
    key = key_of_boxes(roles_of([counted]), bottom + ABOVE_KEY)
    thick = tuple(label(role_of(share.array)) for share in shares if is_thickened(block(share, (0, 0), side), side))
    if thick:
        key.append(Text((LEFT, bottom + ABOVE_KEY + KEY_LINE), label("item", name=thick, value=label("thickened"))))
    return Figure(
        "gates",
        (counted,),
        bottom + ABOVE_KEY + KEY_LINE * bool(thick) + LINE / 2,
        (*marks, *added, *key),
        titled("gates_title", call(counted), sizes),
        (label("gates_blocks"), label("sentence", of=tuple(items)), label("sentence", of=whole)),
    )


def _formula(formula: Expression) -> list[Label]:
    """The formula in one line, or the sum in it in a line of its own."""
    whole = label("value", value=Equality((formula,)))
    if fits(whole) or not isinstance(formula, Product):
        return [whole]
    *factors, inner = formula.factors
    return [
        label("times", value=Equality((Product(tuple(factors)),))),
        label("bracketed", value=Equality((inner,))),
    ]


def _letters(counted: Tally) -> tuple[str, ...]:
    """The gates that every array is made of.

    Raises:
        InputError: an array has no gates, or other gates than the rest.
    """
    parts = {(row.part, gates_of(row)) for row in counted.rows}
    letters = next(iter(parts))[1] if len(parts) == 1 else ()
    if not letters:
        raise InputError(
            f"figure gates: {counted.layer} has no arrays that are all made of gates, expected a layer such as LSTM"
        )
    return letters


def _share(row: Row) -> Row:
    """The share that one gate has of an array, which is the same for each."""
    number, gates = gate_axis(row) or 0, len(row.gates)
    written = {size: letter for letter, size in SIZES.items()}
    part = "+".join(f"{term.factor // gates}{written[term.size]}" for term in row.array.axes[number])
    axes = list(names(row.array.shape))
    axes[number] = part
    array = Array(row.array.name, " ".join(axes))
    return replace(row, array=array, shape=array.shape_for(row.sizes), count=array.count_for(row.sizes), gates=())


def _blocks(shares: list[Row], top: float, side: float) -> tuple[list[Mark], float]:
    """The blocks of one gate in a row with plus signs between them, and how high they are."""
    boxes = [block(share, (0, 0), side) for share in shares]
    height = max(LINE, *(box.height for box in boxes))
    marks: list[Mark] = []
    x: float = LEFT
    for number, box in enumerate(boxes):
        if number:
            marks.append(Text((x - GAP / 2, top + height / 2 + CENTRED), label("value", value="+"), "middle"))
        marks.append(replace(box, at=(x, top + (height - box.height) / 2)))
        x += box.width + GAP
    return marks, height
