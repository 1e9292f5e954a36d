"""A table of rows, such as an Embedding is, and the rows that the ids of a sample look up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.tally import tally
from rnnformula.errors import InputError, shown
from rnnformula.figures.cut_axes import cut_row, places_drawn
from rnnformula.figures.fit import width
from rnnformula.figures.parts import arrays_of, call, check_sizes, lines_of_sums, listed, role_of, sums
from rnnformula.figures.scene import CENTRED, EDGE, LINE, TEXT, WIDTH, Box, Figure, KeyLine, Line, Panel, Text
from rnnformula.language.phrases import label

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.counting.tally import Row
    from rnnformula.figures.scene import Mark
    from rnnformula.language.phrases import Label
    from rnnformula.reading.arguments import Argument

#: A number of the table, and an id: how wide and how high; the least width of a number.
ENTRY_WIDE, ENTRY_HIGH, ID_HIGH = 26, 24, 26
#: The most numbers of a row that are drawn, the most ids, and the most rows that no id looks up.
WIDEST, MOST_IDS, OTHER_ROWS = 4, 4, 4
#: Blanks: between a text and its box, between the ids and the numbers of the rows, from one id to the next, below all.
BESIDE_BOX, BETWEEN, ID_PITCH, BELOW_TABLE = 8, 62, 34, 6


def lookup(layer: str, /, *, ids: tuple[int, ...] = (3, 1, 3), **arguments: Argument) -> Figure:
    """A table with the rows lit that ``ids`` look up; other arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    if len(counted.rows) != 1 or "input_dim" not in counted.sizes:
        raise InputError(f"figure lookup: {counted.layer} is no table of rows, expected Embedding")
    check_sizes("lookup", counted)
    rows, wide = counted.rows[0].shape
    wanted_ids = ids if isinstance(ids, (tuple, list)) else (ids,)
    if not 1 <= len(wanted_ids) <= MOST_IDS or not all(
        type(number) is int and 0 <= number < rows for number in wanted_ids
    ):
        raise InputError(
            f"figure lookup: ids must be 1 to {MOST_IDS} integers from 0 to {rows - 1:,}, got {shown(ids)}"
        )
    ends = [label("lookup_id", id=number, row=number) for number in wanted_ids]
    lit = len(set(wanted_ids))
    in_all = sums(counted)
    return Figure(
        "lookup",
        (counted,),
        (_panel(counted.rows[0], tuple(wanted_ids)),),
        (
            KeyLine(label("lookup_lit", lit=label("n_rows", n=lit), ids=label("n_ids", n=len(wanted_ids)))),
            *arrays_of(counted),
            *lines_of_sums(in_all),
        ),
        label("lookup_title", layer=call(counted)),
        (
            label("lookup_table", rows=rows, columns=wide),
            label("sentence", of=tuple(ends)),
            label("sentence", of=listed(counted)),
            *(label("sentence", of=words) for words in in_all),
        ),
    )


def rows_drawn(rows: int, wanted_ids: tuple[int, ...]) -> list[int | None]:
    """The rows to draw: the first ones, the last, all that are looked up; None stands for those between.

    >>> rows_drawn(100, (7, 3))
    [0, 1, 2, 3, None, 7, None, 99]
    """
    wanted = sorted({*range(min(rows, OTHER_ROWS)), *wanted_ids, rows - 1})
    places: list[int | None] = []
    for row in wanted:
        before = places[-1] if places else -1
        if before is not None and row == before + 2:
            places.append(row - 1)
        elif before is not None and row > before + 1:
            places.append(None)
        places.append(row)
    return places


def _panel(row: Row, wanted_ids: tuple[int, ...]) -> Panel:
    rows, wide = row.shape
    places = rows_drawn(rows, wanted_ids)
    numbers = {*wanted_ids, *(row_number for row_number in places if row_number is not None)}
    widest = max(width(label("value", value=f"{number:,}"), strong=True) for number in numbers)
    side = max(ID_HIGH, widest + BESIDE_BOX)
    columns = places_drawn(wide, WIDEST)
    left = EDGE + side + BETWEEN + widest + BESIDE_BOX
    cell = min(ENTRY_WIDE, (WIDTH - EDGE - left) / len(columns))
    top = TEXT + BESIDE_BOX
    middles = {number: top + (place + 0.5) * ENTRY_HIGH for place, number in enumerate(places)}
    high = len(places) * ENTRY_HIGH
    first = top + max(0, (high - (len(wanted_ids) - 1) * ID_PITCH - ID_HIGH) / 2)
    marks: list[Mark] = [
        Text((EDGE, TEXT), label("n_ids", n=len(wanted_ids))),
        _beginning(left, TEXT, label("n_rows", n=rows)),
    ]
    part, role = row.array.name, role_of(row.array)
    for place, wanted in enumerate(wanted_ids):
        y = first + place * ID_PITCH + ID_HIGH / 2
        marks.append(Box((EDGE, y - ID_HIGH / 2), side, ID_HIGH))
        marks.append(Text((EDGE + side / 2, y + CENTRED), label("value", value=f"{wanted:,}"), "middle", strong=True))
        end = left - BESIDE_BOX - width(label("value", value=f"{wanted:,}"), strong=True) - BESIDE_BOX / 2
        marks.append(Line(((EDGE + side, y), (end, middles[wanted])), role, arrow=True, part=part))
    for place, drawn_row in enumerate(places):
        y = top + place * ENTRY_HIGH
        if drawn_row is None:
            at = (left + len(columns) * cell / 2, y + ENTRY_HIGH / 2 + CENTRED)
            marks.append(Text(at, label("value", value="⋮"), "middle"))
        else:
            marks += _row(drawn_row, drawn_row in wanted_ids, (left, y), columns, cell, role, part)
    lowest = max(top + high, first + (len(wanted_ids) - 1) * ID_PITCH + ID_HIGH)
    marks.append(_beginning(left, lowest + LINE, label("lookup_wide", n=wide)))
    return Panel(WIDTH, lowest + LINE + BELOW_TABLE, tuple(marks))


def _beginning(left: float, y: float, words: Label) -> Text:
    """Words that begin at the table, or before it where they would leave the drawing."""
    return Text((min(left, WIDTH - EDGE - width(words)), y), words)


def _row(
    number: int,
    lit: bool,
    corner: tuple[float, float],
    columns: tuple[int | None, ...],
    cell: float,
    role: str,
    part: str,
) -> Iterator[Mark]:
    """A row of the table behind its number; dots stand for the numbers that are left out."""
    left, top = corner
    middle = top + ENTRY_HIGH / 2 + CENTRED
    yield Text((left - BESIDE_BOX, middle), label("value", value=f"{number:,}"), "end", strong=lit)
    yield from cut_row(columns, corner, cell, ENTRY_HIGH, role, part=part, faint=not lit)
