"""The arrays of a gated layer cut into gates: each counted, then all added up."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rnnformula.counting.formula import Product, closed_form, evaluate, substitute
from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.facts import SIZES, Array
from rnnformula.figures.array_blocks import block, extent, is_thickened, scale
from rnnformula.figures.fit import fits, in_lines
from rnnformula.figures.parts import (
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
from rnnformula.figures.scene import LINE, WIDTH, Figure, Text
from rnnformula.language.phrases import Equality, label

if TYPE_CHECKING:
    from rnnformula.counting.formula import Expression
    from rnnformula.counting.tally import Row, Tally
    from rnnformula.figures.scene import Mark
    from rnnformula.language.phrases import Label

#: The height of the room for the blocks of a gate, the blank between two, and the largest side of one scalar.
HIGH, GAP, LARGEST = 64, 26, 16


def gates(layer: str, /, **arguments: int) -> Figure:
    """The parameters of a gated layer gate by gate; arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    letters = _letters(counted)
    check_sizes("gates", counted)
    shares = [_share(row) for row in counted.rows]
    formula = closed_form(share.array for share in shares)
    sizes = shares[0].sizes
    each = Equality((substitute(formula, sizes), evaluate(formula, sizes)))
    columns = sum(extent(share)[1] for share in shares)
    room = WIDTH - 2 * LEFT - GAP * (len(shares) - 1)
    side = scale(max(extent(share)[0] for share in shares), columns, HIGH, room, LARGEST)

    heads = [label("gates_each"), *_formula(formula)]
    biases = sum(extent(share)[0] for share in shares if role_of(share.array) == "bias")
    heads += [label("gates_bias", n=biases)] if biases > 1 else []
    marks: list[Mark] = [Text((LEFT, 14 + n * LINE), words) for n, words in enumerate(heads)]
    top: float = len(heads) * LINE + 12
    says = [label("item", name=gate(letter), value=each) for letter in letters]
    together = all(fits(whole, strong=True) for whole in says)
    for letter, whole in zip(letters, says, strict=True):
        lines = [whole] if together else [gate(letter), *in_lines(label("value", value=each), strong=True)]
        marks += [Text((LEFT, top + 13 + n * LINE), words, strong=True) for n, words in enumerate(lines)]
        top += len(lines) * LINE + 2
        drawn, high = _blocks(shares, top, side)
        marks += drawn
        top += high + 16
    whole = in_all([evaluate(formula, sizes)] * len(letters), label("total"))
    added, bottom = written_sums([whole], top + 14)
    key = key_of_boxes(roles_of([counted]), bottom + 28)
    thick = tuple(label(role_of(share.array)) for share in shares if is_thickened(block(share, (0, 0), side), side))
    if thick:
        key.append(Text((LEFT, bottom + 28 + LINE + 2), label("item", name=thick, value=label("thickened"))))
    return Figure(
        "gates",
        (counted,),
        bottom + 28 + (LINE + 2) * bool(thick) + LINE / 2,
        (*marks, *added, *key),
        titled("gates_title", call(counted), sizes),
        (label("gates_blocks"), label("sentence", of=tuple(says)), label("sentence", of=whole)),
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
    """The gates, the same for all arrays.

    Raises:
        InputError: an array has no gates or others.
    """
    found = {(row.part, gates_of(row)) for row in counted.rows}
    letters = next(iter(found))[1] if len(found) == 1 else ()
    if not letters:
        raise InputError(
            f"figure gates: {counted.layer} has no arrays that are all made of gates, expected a layer such as LSTM"
        )
    return letters


def _share(row: Row) -> Row:
    """What one gate has of an array: as much as any other."""
    number, gates = gate_axis(row) or 0, len(row.gates)
    written = {size: letter for letter, size in SIZES.items()}
    part = "+".join(f"{term.factor // gates}{written[term.size]}" for term in row.array.axes[number])
    axes = row.array.shape.split()
    axes[number] = part
    array = Array(row.array.name, " ".join(axes))
    return replace(row, array=array, shape=array.shape_for(row.sizes), count=array.count_for(row.sizes), gates=())


def _blocks(shares: list[Row], top: float, side: float) -> tuple[list[Mark], float]:
    """The blocks of one gate in a row with plus signs between them, and how high they are."""
    boxes = [block(share, (0, 0), side) for share in shares]
    high = max(LINE, *(box.height for box in boxes))
    marks: list[Mark] = []
    x: float = LEFT
    for number, box in enumerate(boxes):
        if number:
            marks.append(Text((x - GAP / 2, top + high / 2 + 5), label("value", value="+"), "middle"))
        marks.append(replace(box, at=(x, top + (high - box.height) / 2)))
        x += box.width + GAP
    return marks, high
