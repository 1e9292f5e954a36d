"""Numbers that the printer cut, found again from the totals where only one thing fits."""

from __future__ import annotations

from itertools import product
from math import prod
from typing import TYPE_CHECKING

from rnnformula.counting.solving import count_for
from rnnformula.counting.tally import tally_of
from rnnformula.errors import InputError
from rnnformula.explaining.candidates import candidates
from rnnformula.explaining.untold import number_is_lost

if TYPE_CHECKING:
    from rnnformula.explaining.neighbours import Neighbours
    from rnnformula.summaries.pasted import PastedRow, PastedTable

#: The most combinations of readings that are tried against a total.
MOST_COMBINATIONS = 5000


def recovered(table: PastedTable, neighbours: Neighbours, total: int | None) -> dict[int, int]:
    """Place of a row whose digits were cut -> its number, where the rows and their total leave no other.

    Args:
        table: the table.
        neighbours: what its rows read.
        total: what the rows of the table add up to, by the lines below them; None if that can't be read.
    """
    places = [place for place, row in enumerate(table.rows) if row.count is None and row.digits and table.counts(place)]
    if total is None or not places or any(number_is_lost(row, torch=not table.of_keras) for row in table.rows):
        return {}
    left = total - table.added
    digits = {place: int(table.rows[place].digits + table.rows[place].rest) for place in places}
    if sum(digits.values()) == left:  # the line was cut right behind the numbers
        return digits
    possible = {place: _possible(table, neighbours, place) for place in places}
    listed = [place for place in places if possible[place]]
    free = [place for place in places if not possible[place]]
    if len(places) == 1:
        listed, free = [], places
    if len(free) > 1 or prod(len(possible[place]) for place in listed) > MOST_COMBINATIONS:
        return {}
    fitting = []
    for numbers in product(*(possible[place] for place in listed)):
        rest = left - sum(numbers)
        if _begins(rest, table.rows[free[0]]) if free else rest == 0:
            fitting.append(dict(zip((*listed, *free), (*numbers, rest), strict=False)))
    return fitting[0] if len(fitting) == 1 else {}


def _begins(number: int, row: PastedRow) -> bool:
    """Whether the printed digits are the beginning of the number, and the rest is what stands below them."""
    if row.rest:
        return str(number) == row.digits + row.rest
    return number > 0 and str(number).startswith(row.digits) and len(str(number)) > len(row.digits)


def _possible(table: PastedTable, neighbours: Neighbours, place: int) -> list[int]:
    """Numbers that begin with the digits that are left, by the row's class and what it reads."""
    row = table.rows[place]
    if row.rest:
        return [int(row.digits + row.rest)]
    read = neighbours.inputs(place).shapes
    width = read[0][-1] if read and len(read[0]) > 1 else None
    numbers: dict[int, None] = {}
    for candidate in candidates(row.type, row.shapes, torch=not table.of_keras):
        if candidate.open:
            continue
        try:
            if candidate.read:
                number = tally_of(candidate.layer, row.shapes[0], dict(candidate.read)).count
            elif width is not None:
                number = count_for(candidate.layer, width)
            else:
                continue
        except InputError:
            continue
        if _begins(number, row):
            numbers[number] = None
    return list(numbers)
