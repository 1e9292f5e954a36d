"""The lines below the rows: do the numbers add up, and what makes the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.models import BYTES, readable_bytes
from rnnformula.explaining.explained import AGREES, DIFFERS, UNKNOWN, UNREADABLE, ExplainedTotal
from rnnformula.facts.optimizers import OF_ITSELF, SLOTS
from rnnformula.language.phrases import Quote, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.explaining.explained import ExplainedRow
    from rnnformula.language.phrases import Label
    from rnnformula.summaries.pasted import PastedRow, PastedTable, PastedTotal


def printed(table: PastedTable, name: str) -> int | None:
    """A number below the rows, None where it is missing or can't be read."""
    return next((total.printed for total in table.totals if total.name == name), None)


def of_rows(table: PastedTable) -> int | None:
    """What the rows must add up to, by the lines below them: without the variables of an optimizer."""
    trainable, frozen = printed(table, "trainable"), printed(table, "non_trainable")
    if trainable is not None and frozen is not None:
        return trainable + frozen
    total = printed(table, "total")
    return total if total is None else total - (printed(table, "optimizer") or 0)


def explain_totals(table: PastedTable, rows: Sequence[ExplainedRow]) -> list[ExplainedTotal]:
    """Each printed line with what the rows give."""
    numbers = [row.count for place, row in enumerate(rows) if table.counts(place)]
    lost = any(
        row.count is None and (row.digits or row.rounded or (row.shapes and table.of_keras))
        for row, explained in zip(table.rows, rows, strict=True)
        if explained.count is None
    )
    added = None if lost or table.damaged else sum(number or 0 for number in numbers)
    return [_explained(total, table, rows, added) for total in table.totals]


def _explained(
    total: PastedTotal, table: PastedTable, rows: Sequence[ExplainedRow], added: int | None
) -> ExplainedTotal:
    expected, notes = _EXPECTED[total.name](table, rows, added)
    if total.printed is None:
        verdict = UNREADABLE
    elif expected is None:
        verdict = UNKNOWN
    else:
        verdict = AGREES if expected == total.printed else DIFFERS
    if verdict == DIFFERS and total.name == "total":
        notes = [*notes, *_difference(table, total.printed or 0, expected or 0)]
    elif verdict == UNKNOWN:
        notes = [*notes, label("note_total_unknown")]
    notes = [*notes, *_memory(total, table)]
    return ExplainedTotal(total.name, total.printed, expected, verdict, tuple(notes), total.size)


def _total(table: PastedTable, rows: Sequence[ExplainedRow], added: int | None) -> tuple[int | None, list[Label]]:
    if added is None:
        return None, []
    optimizer = printed(table, "optimizer")
    if not optimizer:
        return added, [label("note_rows_add_up", sum=added)]
    return added + optimizer, [label("note_with_optimizer", rows=added, optimizer=optimizer)]


def _trainable(table: PastedTable, rows: Sequence[ExplainedRow], added: int | None) -> tuple[int | None, list[Label]]:
    frozen, _ = _non_trainable(table, rows, added)
    return (None if added is None or frozen is None else added - frozen), []


def _non_trainable(
    table: PastedTable, rows: Sequence[ExplainedRow], added: int | None
) -> tuple[int | None, list[Label]]:
    """The parameters that layers keep without training them, and the frozen rows, where the number says which."""
    if added is None:
        return None, []
    alone = [(row, table.rows[place]) for place, row in enumerate(rows) if _stands_alone(table, place)]
    marked = [row.name for row, pasted in alone if _frozen(row, pasted)]
    remarks = [label("note_marked", rows=Quote(", ".join(marked)))] if marked else []
    if moving := sum(_kept(row) for row, _ in alone):
        remarks.append(label("note_moving", count=moving))
    own = moving + sum(_frozen(row, pasted) for row, pasted in alone)
    number = printed(table, "non_trainable")
    left = (number or 0) - own
    if number is None or left == 0:
        return own, remarks
    single = [row for place, row in enumerate(rows) if table.counts(place) and (row.count or 0) - _kept(row) == left]
    if left > 0 and len(single) == 1:
        return number, [*remarks, label("note_frozen", row=Quote(single[0].name), count=left)]
    first = _beginning(table, rows, left)
    if first:
        return number, [*remarks, label("note_frozen_first", row=Quote(first), count=left)]
    return None, [*remarks, label("note_frozen_unknown", count=left)] if left > 0 else remarks


def _stands_alone(table: PastedTable, place: int) -> bool:
    """Whether a row's number is its own, not that of rows below it."""
    below = table.rows[place + 1].depth if place + 1 < len(table.rows) else 0
    return not table.of_keras or below <= table.rows[place].depth


def _frozen(row: ExplainedRow, pasted: PastedRow) -> int:
    """The numbers of a row that training would change and that were said to be frozen."""
    if pasted.trainable is False:
        return (row.count or 0) - _kept(row)
    if not row.readings:
        return 0
    tally = row.readings[0].tally
    return tally.count - tally.trainable - _kept(row)


def _kept(row: ExplainedRow) -> int:
    """The numbers of a row that no training changes, such as moving means, by its likeliest reading."""
    arrays = row.readings[0].tally.rows if row.readings else ()
    return sum(array.count for array in arrays if not array.array.trainable)


def _beginning(table: PastedTable, rows: Sequence[ExplainedRow], left: int) -> str:
    """The last of the rows that, frozen from the first on, give this number."""
    added = 0
    for place, row in enumerate(rows):
        if table.counts(place):
            added += (row.count or 0) - _kept(row)
            if added == left and row.count:
                return row.name
    return ""


def _optimizer(table: PastedTable, rows: Sequence[ExplainedRow], added: int | None) -> tuple[int | None, list[Label]]:
    number, trainable = printed(table, "optimizer"), printed(table, "trainable")
    if number is None or trainable is None:
        return None, []
    for slots, names in SLOTS.items():
        if number == slots * trainable + OF_ITSELF:
            key = ("note_optimizer_none", "note_optimizer_one", "note_optimizer")[slots]
            return number, [label(key, n=slots, trainable=trainable, names=names)]
    return None, []


def _difference(table: PastedTable, total: int, expected: int) -> list[Label]:
    """What may make rows and total differ."""
    trainable = printed(table, "trainable")
    left = total - expected
    if trainable and printed(table, "optimizer") is None:
        for slots, names in SLOTS.items():
            if left == slots * trainable + OF_ITSELF:
                return [label("note_optimizer_hidden", count=left, names=names)]
    return [label("note_more" if left > 0 else "note_less", count=abs(left))]


def _memory(total: PastedTotal, table: PastedTable) -> list[Label]:
    """The type of numbers that the printed memory means."""
    if not total.size or not total.printed or (total.name in ("total", "optimizer") and printed(table, "optimizer")):
        return []
    size = total.size.replace("Byte", "B")
    for width in sorted(set(BYTES.values()), key=lambda width: width != BYTES["float32"]):
        if readable_bytes(total.printed * width) == size:
            names = ", ".join(name for name, bytes_each in BYTES.items() if bytes_each == width and "mixed" not in name)
            return [label("note_bytes", n=width, names=names, size=Quote(total.size))]
    return [label("note_bytes_mixed", size=Quote(total.size))]


_EXPECTED = {
    "total": _total,
    "trainable": _trainable,
    "non_trainable": _non_trainable,
    "optimizer": _optimizer,
}
