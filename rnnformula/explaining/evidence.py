"""What else a table says for or against a reading: the printed memory of the input, the totals, how old Keras was."""

from __future__ import annotations

from math import log, prod
from typing import TYPE_CHECKING

from rnnformula.counting.likelihood import (
    BEYOND_PRINTED_SIZE,
    KEEPS_TOO_MUCH,
    NAMED_OTHERWISE,
    NEW_RESET_AFTER,
    OF_PRINTED_SIZE,
    OLD_RESET_AFTER,
    OPTIONS,
    PART_OF_PRINTED_SIZE,
    PRINTED_BELOW,
    usual_number,
)
from rnnformula.counting.solving import leaves
from rnnformula.explaining.widths import tells_width, width_put_out, width_read
from rnnformula.facts.kinds import suits_name

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.explaining.explained import Reading
    from rnnformula.explaining.neighbours import Neighbours
    from rnnformula.summaries.pasted import PastedRow, PastedTable

#: The bytes of a number of the input, and what printers call a megabyte.
BYTES_EACH, MEGABYTES = 4, (1_000_000, 1 << 20)
#: The memory is printed with two decimals.
HALF_OF_LAST = 0.005


def evidence(
    table: PastedTable, by_row: Sequence[Sequence[Reading]], neighbours: Neighbours, *, old: bool
) -> list[float]:
    """How much likelier the table makes each reading, row after row, as logarithms; ``old``: Keras is an old one."""
    kept = next((total.printed for total in table.totals if total.name == "non_trainable"), None)
    first = reads_input(table, by_row, neighbours)
    logs: list[float] = []
    for place, readings in enumerate(by_row):
        for reading in readings:
            log_of_row = _of_age(reading, old=old)
            if kept is not None and reading.tally.count - reading.tally.trainable > kept:
                log_of_row += log(KEEPS_TOO_MUCH)
            if not suits_name(table.rows[place].name, (leaf.family for leaf in leaves(reading.written))):
                log_of_row += log(NAMED_OTHERWISE)
            log_of_row += _of_next(reading, table.rows, place)
            if place == first:
                log_of_row += log(of_input_size(reading, table.rows[place], table.input_size))
            logs.append(log_of_row)
    return logs


def width_of_next(rows: Sequence[PastedRow], place: int, reading: Reading) -> int | None:
    """How many numbers the row below reads at a place, where the table says that and not what this row puts out."""
    row, *below = rows[place : place + 2]
    shape = below[0].reads[0] if below and below[0].reads else ()
    if row.shapes or len(shape) < 2:
        return None
    first = reading.framework == "torch" and "space" in next(leaves(reading.written)).family.input
    return shape[1 if first else -1]


def _of_next(reading: Reading, rows: Sequence[PastedRow], place: int) -> float:
    """How likely the row below is to read what it is said to read, where this row puts out what a reading says."""
    width = width_of_next(rows, place, reading)
    if width is None:
        return 0.0
    by_chance = (1 - PRINTED_BELOW) * usual_number("others", "features", width)
    return log(by_chance + (PRINTED_BELOW if width_put_out(reading) == width else 0.0))


def reads_input(table: PastedTable, by_row: Sequence[Sequence[Reading]], neighbours: Neighbours) -> int | None:
    """The first row with readings, where the table says how large its input is in memory, and not its shape."""
    if table.input_size is None:
        return None
    first = next((place for place, readings in enumerate(by_row) if readings), None)
    return None if first is None or tells_width(neighbours.inputs(first).shapes) else first


def of_input_size(reading: Reading, row: PastedRow, printed: float | None) -> float:
    """How likely the printed memory of the input is by a reading of the row that reads it."""
    width, shape = width_read(reading), row.shapes[0] if row.shapes else ()
    if printed is None or width is None or not shape or "space" in next(leaves(reading.written)).family.input:
        return 1.0
    size = BYTES_EACH * width * prod(axis or 1 for axis in shape[:-1])
    if size > (printed + HALF_OF_LAST) * max(MEGABYTES):
        return BEYOND_PRINTED_SIZE
    return OF_PRINTED_SIZE if size >= (printed - HALF_OF_LAST) * min(MEGABYTES) else PART_OF_PRINTED_SIZE


def _of_age(reading: Reading, *, old: bool) -> float:
    """How much likelier the age of Keras makes the way in which a GRU resets."""
    if reading.framework != "keras" or reading.reset_after not in (True, False):
        return 0.0
    after, usual = OLD_RESET_AFTER if old else NEW_RESET_AFTER, 1 - OPTIONS["reset_after"]
    return log(after / usual if reading.reset_after else (1 - after) / (1 - usual))
