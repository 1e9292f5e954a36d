"""The lines below the rows: do the numbers add up, and what makes the difference."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.models import BYTES, decimal_bytes, readable_bytes
from rnnformula.explaining.explained import AGREES, DIFFERS, UNKNOWN, UNREADABLE, ExplainedTotal
from rnnformula.explaining.untold import number_is_lost
from rnnformula.explaining.untrained import named_rows, printed, untrained
from rnnformula.facts.optimizers import OF_ITSELF, SLOTS
from rnnformula.language.phrases import Quote, label

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.explaining.explained import ExplainedRow
    from rnnformula.language.phrases import Label
    from rnnformula.summaries.pasted import PastedRow, PastedTable, PastedTotal


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
        explained.count is None and _is_lost(table, row) for row, explained in zip(table.rows, rows, strict=True)
    )
    added = None if lost or table.damaged else sum(number or 0 for number in numbers)
    return [_explained(total, table, rows, added) for total in table.totals]


def _is_lost(table: PastedTable, row: PastedRow) -> bool:
    """Whether a row without a number has one that the table does not show."""
    if row.count is not None:
        return False
    of_keras = table.of_keras
    return bool(row.digits or row.rounded or (row.shapes and of_keras)) or number_is_lost(row, torch=not of_keras)


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
        notes = [*notes, *_difference(table, rows, total.printed or 0, expected or 0)]
    elif verdict == UNKNOWN:
        notes = [*notes, label("note_total_unchecked" if added is None else "note_total_unknown")]
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
    frozen, _ = untrained(table, rows, added)
    return (None if added is None or frozen is None else added - frozen), []


def _optimizer(table: PastedTable, rows: Sequence[ExplainedRow], added: int | None) -> tuple[int | None, list[Label]]:
    number, trainable = printed(table, "optimizer"), printed(table, "trainable")
    if number is None or trainable is None:
        return None, []
    for slots, names in SLOTS.items():
        if number == slots * trainable + OF_ITSELF:
            key = ("note_optimizer_none", "note_optimizer_one", "note_optimizer")[slots]
            return number, [label(key, n=slots, trainable=trainable, names=names)]
    return None, []


def _difference(table: PastedTable, rows: Sequence[ExplainedRow], total: int, expected: int) -> list[Label]:
    """What may make rows and total differ."""
    trainable = printed(table, "trainable")
    left = total - expected
    if trainable and printed(table, "optimizer") is None and table.of_keras:
        for slots, names in SLOTS.items():
            if left == slots * trainable + OF_ITSELF:
                return [label("note_optimizer_hidden", count=left, names=names)]
    if left > 0:
        return [label("note_more", count=left)]
    twice = [row for place, row in enumerate(rows) if table.counts(place) and -left in _weights(row)]
    if twice:
        return [label("note_less_row", count=-left, rows=named_rows(twice))]
    return [label("note_less", count=-left)]


def _weights(row: ExplainedRow) -> set[int | None]:
    """The number of a row and that of each of its matrices: what two rows may share."""
    arrays = row.readings[0].tally.rows if row.readings else ()
    return {row.count, *(array.count for array in arrays if len(array.shape) > 1)}


def _memory(total: PastedTotal, table: PastedTable) -> list[Label]:
    """The type of numbers that the printed memory means."""
    if not total.size or not total.printed or (total.name in ("total", "optimizer") and printed(table, "optimizer")):
        return []
    size = total.size.replace("Byte", "B")
    for width in sorted(set(BYTES.values()), key=lambda width: width != BYTES["float32"]):
        if size in (readable_bytes(total.printed * width), decimal_bytes(total.printed * width)):
            names = ", ".join(name for name, bytes_each in BYTES.items() if bytes_each == width and "mixed" not in name)
            return [label("note_bytes", n=width, names=names, size=Quote(total.size))]
    return [label("note_bytes_mixed", size=Quote(total.size))]


_EXPECTED = {
    "total": _total,
    "trainable": _trainable,
    "non_trainable": untrained,
    "optimizer": _optimizer,
}
