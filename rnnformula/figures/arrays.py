"""The arrays of a layer as blocks on one scale, with shapes and counts; those of gated layers divided by gate."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rnnformula.counting.formula import count_of, substitute
from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.facts import Term
from rnnformula.figures.array_blocks import block, extent, is_thickened, letters, scale, widest
from rnnformula.figures.fit import ROOM, broken, fits
from rnnformula.figures.parts import (
    LEFT,
    call,
    check_sizes,
    gate,
    gates_of,
    listed,
    multiplied,
    sums,
    titled,
    written_sums,
)
from rnnformula.figures.scene import LINE, WIDTH, Box, Figure, Text
from rnnformula.language.phrases import Equality, Label, label

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.counting.tally import Row, Tally
    from rnnformula.figures.scene import Mark

#: The room for blocks with text beside the widest, the first in which the text fits; and for blocks below their text.
BESIDE, BELOW, HIGH = (136, 100), 240, 220
#: From this size of one scalar on, one column is filled more.
CLEAR = 6
#: The last axis of an array that has a column for each unit.
UNITS = ((Term(1, "units"),),)


def arrays(layer: str, /, **arguments: int) -> Figure:
    """The arrays of any layer to scale; arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    if not counted.rows:
        raise InputError(f"figure arrays: {counted.layer} has no arrays, expected a layer with parameters")
    check_sizes("arrays", counted)
    wide = _beside(counted)
    side = _side(counted, wide or BELOW)
    marks: list[Mark] = _heads(counted, side)
    top: float = 2 + len({mark.at[1] for mark in marks if isinstance(mark, Text)}) * LINE + 6 * bool(marks)
    by_columns = _by_columns(counted, side)
    lettered: set[tuple[str, bool]] = set()
    for row in counted.rows:
        box = block(row, (LEFT, top), side)
        first_of_part = _letters_fit(row, side) and (row.part, box.down) not in lettered
        lettered |= {(row.part, box.down)} if first_of_part else set()
        words = _words(row, side, _room(counted, side) if wide else ROOM)
        down = (0 if wide else len(words) * LINE) + (18 if first_of_part and not box.down else 0)
        box = replace(box, at=(LEFT, top + down))
        marks.append(box)
        if first_of_part:
            marks += letters(row, box)
        if by_columns:
            marks.append(Box(box.at, side, box.height, box.role, strong=True))
        x = WIDTH - _room(counted, side) if wide else LEFT
        first = box.at[1] if wide else top
        marks += [Text((x, first + 13 + n * LINE), said, strong=bold) for n, (said, bold) in enumerate(words)]
        top = (max(first + len(words) * LINE, box.at[1] + box.height) if wide else box.at[1] + box.height) + 16
    in_all = sums(counted)
    added, bottom = written_sums(in_all, top + 16)
    return Figure(
        "arrays",
        (counted,),
        bottom + LINE / 2,
        (*marks, *added),
        titled("arrays_title", call(counted), counted.sizes),
        (
            label("arrays_scale"),
            *(label("arrays_gates", gates=tuple(map(gate, gates))) for gates in _gates(counted.rows)),
            label("sentence", of=listed(counted)),
            *(label("sentence", of=words) for words in in_all),
        ),
    )


def _beside(counted: Tally) -> int | None:
    """The room for blocks with text beside them, or None where the text is better above each."""
    if any(_letters_fit(row, _side(counted, BELOW)) for row in counted.rows):
        return None
    for wide in BESIDE:
        side = _side(counted, wide)
        room = _room(counted, side)
        words = [one for row in counted.rows for one in _words(row, side, room)]
        if all(not (isinstance(said, str) and said.endswith(".")) for said, _ in words) and all(
            fits(said, room, strong=strong) for said, strong in words
        ):
            return wide
    return None


def _side(counted: Tally, wide: float) -> float:
    """The side of one scalar."""
    return scale(max(extent(row)[0] for row in counted.rows), widest(counted.rows), HIGH, wide)


def _room(counted: Tally, side: float) -> float:
    """What is left for text beside the widest block."""
    return WIDTH - (LEFT + max(24, widest(counted.rows) * side) + 20)


def _letters_fit(row: Row, side: float) -> bool:
    return bool(letters(row, block(row, (0, 0), side)))


def _by_columns(counted: Tally, side: float) -> bool:
    """Whether one column of every block is one unit, and wide enough to be seen."""
    return side >= CLEAR and all(row.array.axes[-1:] == UNITS for row in counted.rows)


def _gates(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """The gates of all arrays, those of each kind of layer once."""
    return [gates for gates in dict.fromkeys(map(gates_of, rows)) if gates]


def _heads(counted: Tally, side: float) -> list[Mark]:
    """What a column is, or what the letters of gates above columns mean, two in a line."""
    if _by_columns(counted, side):
        return [Text((LEFT, 14), label("column_is_unit"))]
    marks: list[Mark] = []
    lines = 0
    for gates in _gates(row for row in counted.rows if _letters_fit(row, side)):
        marks += [
            Text((LEFT + n % 2 * WIDTH / 2, 14 + (lines + n // 2) * LINE), gate(letter))
            for n, letter in enumerate(gates)
        ]
        lines += -(-len(gates) // 2)
    return marks


def _words(row: Row, side: float, room: float) -> list[tuple[Label | str, bool]]:
    """What is said of an array, line by line, and whether it is strong: name, shape in names, then in numbers."""
    words: list[tuple[Label | str, bool]] = [(part, True) for part in broken(row.name, room)]
    words += [(said, False) for said in _sizes(row, room)]
    if is_thickened(block(row, (0, 0), side), side):
        words.append((label("thickened"), False))
    return words


def _sizes(row: Row, room: float) -> list[Label]:
    """The shape in names and in numbers on as few lines as they fit on, and the count."""
    names = count_of(row.array)
    product = substitute(names, row.sizes)
    one = label("value", value=Equality((names, product, row.count)))
    if fits(one, room) and (room == ROOM or names == product):
        return [one]
    named = [label("value", value=Equality((names,)))]
    worked = label("value", value=multiplied(row))
    if fits(worked, room):
        return [*named, worked]
    return [*named, label("value", value=Equality((product,))), label("equals", n=row.count)]
