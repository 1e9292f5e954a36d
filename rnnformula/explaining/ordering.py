"""The readings of all rows in their order, the likeliest first, with what is said of the order."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rnnformula.counting.likelihood import EQUAL_DIGITS, FAR_AHEAD, OF_PRINTED_SIZE, is_far_ahead, shares
from rnnformula.explaining.evidence import evidence, of_input_size, reads_input, width_of_next
from rnnformula.explaining.explained import AMBIGUOUS
from rnnformula.explaining.together import choices
from rnnformula.explaining.widths import width_put_out, width_read
from rnnformula.language.phrases import Quote, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rnnformula.explaining.explained import ExplainedRow, Reading
    from rnnformula.explaining.neighbours import Neighbours
    from rnnformula.explaining.together import RowChoice
    from rnnformula.language.phrases import Label
    from rnnformula.summaries.pasted import PastedTable

#: Of more readings than these only the likeliest are listed.
MOST_LISTED = 20
#: Of more widths than these only the first are named.
MOST_WIDTHS = 6
#: Remarks on a row whose input is not what the table makes expect, or whose output is cut: nothing more is said then.
UNEXPECTED = ("note_order", "note_row_missing", "note_row_missing_perhaps", "note_shape_begins")


def ordered(
    table: PastedTable, rows: Sequence[ExplainedRow], neighbours: Neighbours, *, old: bool
) -> list[ExplainedRow]:
    """Each row with the likeliest of its readings first, as the whole table has them."""
    by_row = [row.readings for row in rows]
    choices_by_row = choices(by_row, neighbours, evidence(table, by_row, neighbours, old=old))
    first = reads_input(table, by_row, neighbours)
    return [
        _ordered(row, place, choices_by_row, table, reads_size=place == first) if len(row.readings) > 1 else row
        for place, row in enumerate(rows)
    ]


def _ordered(
    row: ExplainedRow, place: int, choices_by_row: Sequence[RowChoice], table: PastedTable, *, reads_size: bool
) -> ExplainedRow:
    scores = choices_by_row[place].together
    order = sorted(range(len(scores)), key=lambda number: -round(scores[number], EQUAL_DIGITS))
    likelihoods = shares([scores[number] for number in order])
    readings = [
        row.readings[number].with_values(likelihood=share) for number, share in zip(order, likelihoods, strict=True)
    ]
    reasons = [*_ties(readings[0], place, choices_by_row, table)]
    if reads_size and of_input_size(readings[0], table.rows[place], table.input_size) == OF_PRINTED_SIZE:
        reasons.append(label("why_input_size", size=Quote(f"{table.input_size:.2f} MB")))
    if reasons:  # these say more than the options do
        readings[0] = readings[0].with_values(reasons=tuple(reasons))
    remarks = list(row.remarks)
    if row.verdict == AMBIGUOUS and not any(remark.key in UNEXPECTED for remark in remarks):
        ahead = is_far_ahead([scores[number] for number in order]) and not has_twin(readings)
        remarks += [label("note_far_ahead", times=FAR_AHEAD)] if ahead else []
        remarks += deciding(readings)
    return replace(row, readings=tuple(readings[:MOST_LISTED]), remarks=tuple(remarks))


def _ties(first: Reading, place: int, choices_by_row: Sequence[RowChoice], table: PastedTable) -> Iterator[Label]:
    """The rows before and after that the likeliest reading agrees with, where no shape tells it."""
    choice = choices_by_row[place]
    width = width_read(first)
    before = choices_by_row[choice.before].best if choice.before is not None else None
    if choice.before is not None and before and width and width_put_out(before) == width:
        yield label("why_tied_before", row=Quote(table.rows[choice.before].name), width=width)
    width = width_put_out(first)
    best = {number: choices_by_row[number].best for number in choice.after}
    agreeing = (number for number, reading in best.items() if reading and width_read(reading) == width)
    after = place + 1 if width_of_next(table.rows, place, first) == width else next(agreeing, None)
    if width and after is not None:
        yield label("why_tied_after", row=Quote(table.rows[after].name), width=width)


def has_twin(possible: Sequence[Reading]) -> bool:
    """Whether another reading has the arrays of the first one, but for axes of length 1: no number tells them apart.

    So has a `Dense` those of a convolution whose window covers one place.
    """
    first, *others = map(_without_ones, possible)
    return first in others


def _without_ones(reading: Reading) -> list[tuple[int, ...]]:
    return sorted(tuple(axis for axis in array.shape if axis != 1) for array in reading.tally.rows)


def deciding(possible: Sequence[Reading]) -> list[Label]:
    """What would decide between readings: how many features are read, or what the code says."""
    if len(possible) < 2:
        return []
    differing = _differing(possible)
    if not differing:
        return []
    widths = dict.fromkeys(map(str, (reading.width for reading in possible)))
    if len(widths) == len(possible) and len(set(map(width_put_out, possible))) == 1:
        listed = [*widths][:MOST_WIDTHS]
        return [label("note_decide", widths=" / ".join([*listed, "…"] if len(listed) < len(widths) else listed))]
    return [label("note_decide_else", names=Quote(", ".join(differing)))]


def _differing(possible: Sequence[Reading]) -> list[str]:
    """The sizes and options in which readings differ, by the names that code has for them."""
    called = {ours: framework_name for framework_name, ours in possible[0].written.family.also_called}
    kinds = {(reading.layer, reading.inner, reading.backward_inner) for reading in possible}
    values = [
        reading.sizes | {"bidirectional": reading.directions, "num_layers": reading.num_layers} for reading in possible
    ]
    differing = [name for name in values[0] if len({sizes.get(name) for sizes in values}) > 1]
    return [*(["layer"] if len(kinds) > 1 else []), *(called.get(name, name) for name in differing)]
