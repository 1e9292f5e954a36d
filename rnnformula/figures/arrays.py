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
    BASELINE,
    FIRST_BASELINE,
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
    from rnnformula.reading.arguments import Argument

#: How wide all blocks may be with text beside them, the first width at which the text fits, and with text above them.
WIDTHS_BESIDE, WIDTH_BELOW = (136, 100), 240
#: How high a block may be.
HIGH = 220
#: From this size of one scalar on, one column is filled more.
CLEAR = 6
#: The blank above the blocks, and what is added to it below lines of text.
MARGIN, BELOW_HEADS = 2, 6
#: The room for letters above a block, and the blank below it.
LETTERS_HIGH, BLANK_BELOW = 18, 16
#: From the last block to the baseline of the sums.
ABOVE_SUMS = 16
#: Text beside the blocks stands this far to the right of the widest block, or of `NARROWEST` where that is wider.
BESIDE_BLOCKS, NARROWEST = 20, 24
#: The last axis of an array that has a column for each unit.
AXIS_OF_UNITS = ((Term(1, "units"),),)


def arrays(layer: str, /, **arguments: Argument) -> Figure:
    """The arrays of any layer to scale; arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    if not counted.rows:
        raise InputError(f"figure arrays: {counted.layer} has no arrays, expected a layer with parameters")
    check_sizes("arrays", counted)
    wide = _beside(counted)
    side = _side(counted, wide or WIDTH_BELOW)
    marks: list[Mark] = _heads(counted, side)
    baselines = {mark.at[1] for mark in marks if isinstance(mark, Text)}
    top: float = MARGIN + len(baselines) * LINE + BELOW_HEADS * bool(marks)
    by_columns = _by_columns(counted, side)
    lettered: set[tuple[str, bool]] = set()
    for row in counted.rows:
        box = block(row, (LEFT, top), side)
        first_of_part = _letters_fit(row, side) and (row.part, box.down) not in lettered
        lettered |= {(row.part, box.down)} if first_of_part else set()
        words = _words(row, side, _room(counted, side) if wide else ROOM)
        down = (0 if wide else len(words) * LINE) + (LETTERS_HIGH if first_of_part and not box.down else 0)
        box = replace(box, at=(LEFT, top + down))
        marks.append(box)
        if first_of_part:
            marks += letters(row, box)
        if by_columns:
            marks.append(Box(box.at, side, box.height, box.role, strong=True))
        x = WIDTH - _room(counted, side) if wide else LEFT
        first = box.at[1] if wide else top
        for number, (line, strong) in enumerate(words):
            marks.append(Text((x, first + BASELINE + number * LINE), line, strong=strong))
        top = (max(first + len(words) * LINE, box.at[1] + box.height) if wide else box.at[1] + box.height) + BLANK_BELOW
    in_all = sums(counted)
    added, bottom = written_sums(in_all, top + ABOVE_SUMS)
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
    if any(_letters_fit(row, _side(counted, WIDTH_BELOW)) for row in counted.rows):
        return None
    for wide in WIDTHS_BESIDE:
        side = _side(counted, wide)
        room = _room(counted, side)
        lines = [line for row in counted.rows for line in _words(row, side, room)]
        if all(not (isinstance(words, str) and words.endswith(".")) for words, _ in lines) and all(
            fits(words, room, strong=strong) for words, strong in lines
        ):
            return wide
    return None


def _side(counted: Tally, wide: float) -> float:
    """The side of one scalar."""
    return scale(max(extent(row)[0] for row in counted.rows), widest(counted.rows), HIGH, wide)


def _room(counted: Tally, side: float) -> float:
    """The width that the widest block leaves for text beside it."""
    return WIDTH - (LEFT + max(NARROWEST, widest(counted.rows) * side) + BESIDE_BLOCKS)


def _letters_fit(row: Row, side: float) -> bool:
    return bool(letters(row, block(row, (0, 0), side)))


def _by_columns(counted: Tally, side: float) -> bool:
    """Whether one column of every block is one unit, and wide enough to be seen."""
    return side >= CLEAR and all(row.array.axes[-1:] == AXIS_OF_UNITS for row in counted.rows)


def _gates(rows: Iterable[Row]) -> list[tuple[str, ...]]:
    """The gates of all arrays, those of each kind of layer once."""
    return [gates for gates in dict.fromkeys(map(gates_of, rows)) if gates]


def _heads(counted: Tally, side: float) -> list[Mark]:
    """A line that says what a column is, or lines with the gates whose letters stand at the blocks, two in each."""
    if _by_columns(counted, side):
        return [Text((LEFT, FIRST_BASELINE), label("column_is_unit"))]
    marks: list[Mark] = []
    lines = 0
    for gates in _gates(row for row in counted.rows if _letters_fit(row, side)):
        marks += [
            Text((LEFT + number % 2 * WIDTH / 2, FIRST_BASELINE + (lines + number // 2) * LINE), gate(letter))
            for number, letter in enumerate(gates)
        ]
        lines += -(-len(gates) // 2)
    return marks


def _words(row: Row, side: float, room: float) -> list[tuple[Label | str, bool]]:
    """The lines of text about an array, each with whether it is strong: name, shape in names, then in numbers."""
    words: list[tuple[Label | str, bool]] = [(part, True) for part in broken(row.name, room)]
    words += [(line, False) for line in _sizes(row, room)]
    if is_thickened(block(row, (0, 0), side), side):
        words.append((label("thickened"), False))
    return words


def _sizes(row: Row, room: float) -> list[Label]:
    """The shape in names and in numbers on as few lines as they fit on, and the count."""
    names = count_of(row.array)
    product = substitute(names, row.sizes)
    in_one_line = label("value", value=Equality((names, product, row.count)))
    if fits(in_one_line, room) and (room == ROOM or names == product):
        return [in_one_line]
    named = [label("value", value=Equality((names,)))]
    worked = label("value", value=multiplied(row))
    if fits(worked, room):
        return [*named, worked]
    return [*named, label("value", value=Equality((product,))), label("equals", n=row.count)]
