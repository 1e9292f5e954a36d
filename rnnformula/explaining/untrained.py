"""The line of parameters that are not trained: what layers keep without training, and which rows are frozen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.explaining.candidates import family_of
from rnnformula.explaining.explained import AMBIGUOUS
from rnnformula.facts.composition import LAYER
from rnnformula.language.phrases import Quote, label

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rnnformula.explaining.explained import ExplainedRow, Reading
    from rnnformula.language.phrases import Label
    from rnnformula.summaries.pasted import PastedRow, PastedTable

#: Of more rows than this only the first are named.
MOST_NAMED = 3
#: More sums of rows than these are not told apart.
MOST_SUMS = 4096


def printed(table: PastedTable, name: str) -> int | None:
    """A number below the rows, None where it is missing or can't be read."""
    return next((total.printed for total in table.totals if total.name == name), None)


def untrained(table: PastedTable, rows: Sequence[ExplainedRow], added: int | None) -> tuple[int | None, list[Label]]:
    """The parameters that layers keep without training them, and the frozen rows, where the number says which."""
    if added is None:
        return None, []
    alone = [(row, table.rows[place]) for place, row in enumerate(rows) if _stands_alone(table, place)]
    kept = sum(kept_by_row(table, row) for row, _ in alone)
    own = kept + sum(_frozen(table, row, pasted) for row, pasted in alone)
    number = printed(table, "non_trainable")
    marked = [row.name for row, pasted in alone if _frozen(table, row, pasted)]
    remarks = [label("note_marked", rows=Quote(", ".join(marked)))] if marked else []
    if kept and (number is None or kept <= number):
        remarks.append(_said_of_kept(table, [row for row, _ in alone], kept))
    closed = [row for row, _ in alone if _may_keep(table, row)]
    left = (number or 0) - own
    if number is None or left <= 0:
        return (own if left == 0 or not closed else None), remarks
    if left <= sum(row.count or 0 for row in closed):
        return _possible(table, rows, closed, number, left, remarks)
    single = _alone_with(table, rows, left)
    if single:
        return number, [*remarks, label("note_frozen", row=Quote(single), count=left)]
    first = _beginning(table, rows, left)
    if first:
        return number, [*remarks, label("note_frozen_first", row=Quote(first), count=left)]
    if closed:
        return None, [*remarks, label("note_kept_or_frozen", count=left, rows=named_rows(closed))]
    if (printed(table, "trainable") or 0) + number != added or not _may_be_frozen(table, rows, left):
        return None, remarks
    shown = [label("note_show_trainable")] if table.of_keras else []
    return None, [*remarks, label("note_frozen_unknown", count=left), *shown]


def sums_of_rows(table: PastedTable, rows: Sequence[ExplainedRow]) -> set[int] | None:
    """What rows that are frozen as a whole may add up to, None where they are too many to tell."""
    sums = {0}
    for place, row in enumerate(rows):
        if row.count and _stands_alone(table, place):
            own = row.count - kept_by_row(table, row)
            sums |= {added + own for added in sums}
            if len(sums) > MOST_SUMS:
                return None
    return sums


def _may_be_frozen(table: PastedTable, rows: Sequence[ExplainedRow], left: int) -> bool:
    """Whether some rows may be frozen and add up to a number; a module of PyTorch may be frozen in part."""
    if not table.of_keras:
        return True
    sums = sums_of_rows(table, rows)
    return sums is None or left in sums


def _possible(
    table: PastedTable,
    rows: Sequence[ExplainedRow],
    closed: Sequence[ExplainedRow],
    number: int,
    left: int,
    remarks: list[Label],
) -> tuple[int | None, list[Label]]:
    """Where so many parameters that are not trained may be, as rows that the table does not open may keep them."""
    single = _alone_with(table, rows, left)
    others = [row for row in closed if row.name != single]
    if single and left > sum(row.count or 0 for row in others):
        return number, [*remarks, label("note_frozen", row=Quote(single), count=left)]
    if single:
        perhaps = label("note_frozen_perhaps", row=Quote(single), count=left, rows=named_rows(others))
        return None, [*remarks, perhaps]
    return None, [*remarks, label("note_kept_or_frozen", count=left, rows=named_rows(closed))]


def named_rows(rows: Sequence[ExplainedRow]) -> Quote:
    """The names of rows; of many only the first."""
    names = [row.name for row in rows]
    return Quote(", ".join([*names[:MOST_NAMED], "…"] if len(names) > MOST_NAMED else names))


def _alone_with(table: PastedTable, rows: Sequence[ExplainedRow], left: int) -> str:
    """The only row that would leave this number untrained if it were frozen, "" where none or several would."""
    trained = {
        place: number
        for place, row in enumerate(rows)
        if table.counts(place) and (number := (row.count or 0) - _kept_below(table, rows, place))
    }
    places = [place for place, number in trained.items() if number == left]
    return rows[places[0]].name if len(places) == 1 and not _is_sum_of_two(left, trained.values()) else ""


def _is_sum_of_two(sum_of_two: int, numbers: Iterable[int]) -> bool:
    """Whether two of the numbers add up to another one."""
    seen: set[int] = set()
    for number in numbers:
        if sum_of_two - number in seen:
            return True
        seen.add(number)
    return False


def _may_keep(table: PastedTable, row: ExplainedRow) -> bool:
    """Whether a row may hold numbers that no training changes, and the table does not show whether it does."""
    if not row.count or not table.of_keras:
        return False
    return len({untrained_in(reading) for reading in row.readings}) != 1 or (
        row.verdict == AMBIGUOUS and _holds_any_layer(row.type)
    )


def _holds_any_layer(name: str) -> bool:
    """Whether layers of a class may hold a whole model."""
    family = family_of(name)
    composition = family.composition if family else None
    return composition is not None and composition.part == LAYER


def _said_of_kept(table: PastedTable, rows: Sequence[ExplainedRow], kept: int) -> Label:
    """What the numbers are that no training changes."""
    keeping = [row for row in rows if kept_by_row(table, row)]
    arrays = [array.array for row in keeping for array in row.readings[0].tally.rows]
    names = {array.name for array in arrays if not array.trainable}
    if all(name.startswith("moving_") for name in names):
        return label("note_moving", count=kept, rows=named_rows(keeping))
    return label("note_kept", count=kept, names=Quote(", ".join(sorted(names))))


def _stands_alone(table: PastedTable, place: int) -> bool:
    """Whether a row's number is its own, not that of rows below it."""
    below = table.rows[place + 1].depth if place + 1 < len(table.rows) else 0
    return not table.of_keras or below <= table.rows[place].depth


def _frozen(table: PastedTable, row: ExplainedRow, pasted: PastedRow) -> int:
    """The numbers of a row that training would change and that were said to be frozen."""
    if pasted.trainable is False:
        return (row.count or 0) - kept_by_row(table, row)
    if not row.readings:
        return 0
    tally = row.readings[0].tally
    return tally.count - tally.trainable - untrained_in(row.readings[0])


def kept_by_row(table: PastedTable, row: ExplainedRow) -> int:
    """The numbers of a row that no training changes, such as moving means, by its likeliest reading.

    In PyTorch they are buffers, which no summary counts.
    """
    return untrained_in(row.readings[0]) if row.readings and table.of_keras else 0


def untrained_in(reading: Reading) -> int:
    """The numbers of a reading that no training changes, frozen or not."""
    return sum(array.count for array in reading.tally.rows if not array.array.trainable)


def _kept_below(table: PastedTable, rows: Sequence[ExplainedRow], place: int) -> int:
    """What a row keeps; where it is a model whose rows are shown, what these do."""
    if _stands_alone(table, place):
        return kept_by_row(table, rows[place])
    depth, kept = table.rows[place].depth, 0
    for below in range(place + 1, len(rows)):
        if table.rows[below].depth <= depth:
            break
        kept += kept_by_row(table, rows[below]) if _stands_alone(table, below) else 0
    return kept


def _beginning(table: PastedTable, rows: Sequence[ExplainedRow], left: int) -> str:
    """The last of the rows that, frozen from the first on, give this number."""
    added = 0
    for place, row in enumerate(rows):
        if table.counts(place):
            added += (row.count or 0) - _kept_below(table, rows, place)
            if added == left and row.count:
                return row.name
    return ""
