"""The text of a summary -> what each of its numbers means."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rnnformula.errors import InputError
from rnnformula.explaining.answers import WRITERS
from rnnformula.explaining.changed import with_changed
from rnnformula.explaining.effort import Effort
from rnnformula.explaining.explained import Explained
from rnnformula.explaining.neighbours import Neighbours
from rnnformula.explaining.of_code import explain_code
from rnnformula.explaining.recovery import recovered
from rnnformula.explaining.remarks import remarks
from rnnformula.explaining.row_costs import of_all_rows, with_forward_costs
from rnnformula.explaining.rows import explain_rows
from rnnformula.explaining.sentences import sentences
from rnnformula.explaining.totals import explain_totals, of_rows
from rnnformula.explaining.untold import WIDER
from rnnformula.explaining.weights import in_layers
from rnnformula.language.phrases import Quote, label
from rnnformula.summaries import read_tables
from rnnformula.summaries.pasted import PastedTable

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.explaining.explained import ExplainedRow, ExplainedTotal
    from rnnformula.language.phrases import Label
    from rnnformula.summaries.pasted import PastedRow, PastedTotal

#: More text than this no model prints; what comes after it is left out.
LONGEST = 500_000
#: What stands above the first column of every table of Keras, and what stands behind it.
_HEADER = re.compile(r"Layer \(type\)(?P<behind>.*)")


@dataclass(frozen=True, slots=True)
class Explanation(Explained):
    """The rows, totals and remarks of a summary, which formats and languages can write.

    >>> from rnnformula import explain
    >>> explanation = explain("lstm (LSTM)  (None, 64)  18176")
    >>> len(explanation.rows), len(explanation.totals)
    (1, 0)
    """

    @property
    def notes(self) -> tuple[str, ...]:
        """The remarks on the whole summary, in English."""
        return sentences(self.remarks)

    def in_format(self, form: str, lang: str, site: str = "") -> str:
        """The explanation as ``text``, ``markdown`` or ``json``; see `rnnformula.render`.

        Raises:
            InputError: another format, an unknown language.
        """
        if form not in WRITERS:
            raise InputError(f"render: an explanation can be written as {', '.join(WRITERS)}, got {form}")
        return WRITERS[form](self, lang, site)


def explain_text(text: str | bytes) -> Explanation:
    """Take every number of a pasted summary apart, with whatever stands around it."""
    notes: list[Label] = []
    is_empty = not text.strip()
    if len(text) > LONGEST:
        length, text = len(text), _beginning(text)
        notes += [label("note_too_long", most=len(text), length=length)] if text else []
    tables = read_tables(text)
    if not any(table.rows for table in tables):
        text = text if isinstance(text, str) else text.decode("utf-8", "replace")
        if code := explain_code(text):
            return Explanation(code.rows, code.totals, (*notes, *code.remarks), code.forward)
        damaged = [line for table in tables for line in table.damaged]
        without = "note_columns_cut" if _names_alone(text) else "note_no_table"
        key = "note_damaged_only" if damaged else "note_empty" if is_empty else without
        return Explanation(remarks=(*notes, label(key, line=Quote(damaged[0] if damaged else ""), wider=WIDER)))
    explanation = explain_tables(tables)
    return replace(explanation, remarks=(*notes, *explanation.remarks))


def _names_alone(text: str | bytes) -> bool:
    """Whether a text has the header of a table of Keras without any column behind the names."""
    header = _HEADER.search(text.decode("utf-8", "replace") if isinstance(text, bytes) else text)
    return header is not None and not any(sign.isalnum() for sign in header["behind"])


def _beginning(text: str | bytes) -> str:
    """The beginning of a long text, as much as is read, with no number cut at its end."""
    kept = text[:LONGEST]
    read = kept.decode("utf-8", "replace") if isinstance(kept, bytes) else kept
    line, ended, _ = read.rpartition("\n")
    return line if ended else read.rpartition(" ")[0]


def explain_tables(tables: tuple[PastedTable, ...]) -> Explanation:
    """The rows and totals of all tables, one after another."""
    rows: list[ExplainedRow] = []
    totals: list[ExplainedTotal] = []
    notes: list[Label] = []
    forward: list[int | None] = []
    effort = Effort()
    if len(tables) > 1:
        notes.append(label("note_tables", n=len(tables)))
    for table in map(in_layers, tables):
        neighbours = Neighbours(table)
        whole = of_rows(table)
        found_again = recovered(table, neighbours, whole)
        explained = explain_rows(table, neighbours, found_again, effort, whole=table.added == whole)
        explained = with_changed(table, explained, neighbours, effort)
        explained = with_forward_costs(table, explained, neighbours)
        added = explain_totals(table, explained)
        forward.append(of_all_rows(table, explained, neighbours, added))
        rows += explained
        totals += added
        notes += remarks(table, explained, neighbours)
        notes += [label("note_damaged", line=Quote(line)) for line in table.damaged[:5]]
    if effort.left_out:
        notes.append(label("note_left_out", n=effort.left_out))
    remarks_once = tuple({repr(note): note for note in notes}.values())
    return Explanation(tuple(rows), tuple(totals), remarks_once, forward[0] if len(forward) == 1 else None)


def explain_read_rows(
    printer: str, name: str, pairs: Sequence[tuple[PastedRow, ExplainedRow]], totals: tuple[PastedTotal, ...]
) -> Explanation:
    """The rows of a real model, each with what was read of it, and what follows from all of them."""
    table = PastedTable(printer, name, tuple(row for row, _ in pairs), totals)
    neighbours = Neighbours(table)
    rows = with_forward_costs(table, [answer for _, answer in pairs], neighbours)
    added = explain_totals(table, rows)
    notes = remarks(table, rows, neighbours)
    return Explanation(tuple(rows), tuple(added), tuple(notes), of_all_rows(table, rows, neighbours, added))
