"""Records -> HTML tables for notebooks: no script and no colour of their own, so that they suit light and dark."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING

from rnnformula.explaining.answers import Writer
from rnnformula.explaining.explanation import Explanation
from rnnformula.language import DEFAULT, language_of
from rnnformula.language.writing import Style, grouped
from rnnformula.render.layout import WritesItself, table
from rnnformula.render.quoting import MARKED_CODE, MARKING_CODE

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence

    from rnnformula.explaining.explained import ExplainedRow
    from rnnformula.render.layout import Record
    from rnnformula.render.printed_table import Table

#: A cell is escaped first; names of code, which are marked, get their tags then.
STYLE = Style(" × ", number=grouped, code=MARKING_CODE)


def html(record: Record, lang: str = DEFAULT) -> str:
    """The record as an HTML table, which notebooks show.

    >>> from rnnformula import tally
    >>> html(tally("SimpleRNN", units=10, features=1)).startswith("<table")
    True

    Raises:
        InputError: an unknown language.
    """
    if isinstance(record, Explanation):
        return _explanation(record, Writer(lang, STYLE))
    if isinstance(record, WritesItself):
        return record.in_format("html", lang)
    laid_out = table(record, lang, STYLE)
    return as_table(laid_out, lang) + paragraphs(laid_out.notes, lang)


def cell(words: str) -> str:
    """What stands in a cell, with whatever was pasted escaped, and names of code as such."""
    return MARKED_CODE.sub(r"<code>\1</code>", escape(words))


def as_table(laid_out: Table, lang: str) -> str:
    """A table as HTML writes it."""
    head = _row("th", laid_out.head, laid_out.right)
    body = "".join(_row("td", line, laid_out.right) for line in laid_out.rows)
    return f"<table {_spoken(lang)}><thead>{head}</thead><tbody>{body}</tbody></table>"


def _spoken(lang: str) -> str:
    language = language_of(lang)
    return f'lang="{language.code}" dir="{language.direction}"'


def _row(tag: str, cells: Iterable[str], right: Sequence[int]) -> str:
    written = (
        f'<{tag} style="text-align: {"end" if number in right else "start"}">{cell(words)}</{tag}>'
        for number, words in enumerate(cells)
    )
    return f"<tr>{''.join(written)}</tr>"


def paragraphs(sentences: Iterable[str], lang: str) -> str:
    """Sentences, a paragraph each."""
    return "".join(f"<p {_spoken(lang)}>{cell(sentence)}</p>" for sentence in sentences)


def _explanation(explanation: Explanation, write: Writer) -> str:
    """A row of the table for each row of the summary: what it is, and below a fold what else fits."""
    head = [write.label[key] for key in ("layer", "output_shape", "count", "box_answer")]
    body = "".join(_explained(row, write) for row in explanation.rows)
    totals = "".join(
        f"<li>{cell(write.joined(write.total(total), write.paragraph(total.remarks)))}</li>"
        for total in explanation.totals
    )
    totals += "".join(f"<li>{cell(forward)}</li>" for forward in filter(None, [write.forward_of_rows(explanation)]))
    notes = "".join(f"<li>{cell(note)}</li>" for note in write.sentences(explanation.remarks))
    lists = "".join(f"<ul {_spoken(write.lang)}>{listed}</ul>" for listed in (totals, notes) if listed)
    table_head = f"<thead>{_row('th', head, (2,))}</thead>"
    return f"<table {_spoken(write.lang)}>{table_head}<tbody>{body}</tbody></table>{lists}" if body else lists


def _explained(row: ExplainedRow, write: Writer) -> str:
    name, shape, number, verdict = write.row(row)
    first, *others = [write.reading_told(row, number) for number in range(len(row.readings))] or [verdict]
    lines = [cell(first), *(cell(note) for note in write.sentences(row.remarks))]
    if others:
        listed = "".join(f"<li>{cell(other)}</li>" for other in others)
        words = write.label["box_other_readings"].format(n=len(others))
        lines.append(f"<details><summary>{cell(words)}</summary><ul>{listed}</ul></details>")
    start, end = 'style="text-align: start"', 'style="text-align: end"'
    return (
        f"<tr><td {start}>{cell(name)}</td><td {start}>{cell(shape)}</td><td {end}>{cell(number)}</td>"
        f"<td {start}>{'<br/>'.join(lines)}</td></tr>"
    )
