"""What differs -> text, Markdown, HTML and JSON, in the words of a language."""

from __future__ import annotations

import json
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rnnformula.explaining.sentences import sentences
from rnnformula.language import language_of, words
from rnnformula.language.saying import STYLE
from rnnformula.language.writing import Style, grouped
from rnnformula.render.html_tables import STYLE as HTML
from rnnformula.render.html_tables import as_table, paragraphs
from rnnformula.render.layout import Table
from rnnformula.render.markdown import lay_out
from rnnformula.render.text import in_columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.comparing.differing import Diff, DiffRow
    from rnnformula.comparing.given import Entry
    from rnnformula.language.phrases import Label

MARKDOWN = replace(STYLE, code="`{}`".format)
#: The sign of a row that differs, for eyes that run down a column.
MARKS = {"same": "", "differs": "≠", "only-first": "−", "only-second": "+"}


def _signed(number: int) -> str:
    """A change with its sign; nothing where there is none."""
    return f"{'+' if number > 0 else '−'}{abs(number):,}" if number else ""


def _title(row: DiffRow, style: Style) -> str:
    titles = [style.code(entry.title) for entry in (row.first, row.second) if entry]
    return " → ".join(dict.fromkeys(titles))


def _number(entry: Entry | None) -> str:
    return "" if entry is None else "–" if entry.count is None else grouped(entry.count)


def _table(diff: Diff, lang: str, style: Style) -> Table:
    label = words(lang)
    rows = [
        (MARKS[row.verdict], _title(row, style), _number(row.first), _number(row.second), _signed(row.change))
        for row in diff.rows
    ]
    first, second = diff.counts
    rows.append(("", label["total"], grouped(first), grouped(second), _signed(second - first)))
    head = ("", label["layer"], label["diff_first"], label["diff_second"], label["diff_change"])
    return Table(head, tuple(rows), right=(2, 3, 4))


def _reasons(row: DiffRow) -> list[Label]:
    return [*(cause.reason for cause in row.causes), *row.remarks]


def _sentences(diff: Diff, lang: str, style: Style) -> list[str]:
    """A sentence for each cause, with the row that it is about where there are several."""
    item = language_of(lang).words["item"]
    told = []
    for row in diff.rows:
        for sentence in sentences(_reasons(row), lang, style):
            told.append(item.format(name=_title(row, style), value=sentence) if len(diff.rows) > 1 else sentence)
    return told or [words(lang)["diff_none"]] if diff.same or told else []


def _text(diff: Diff, lang: str) -> str:
    return "\n".join([in_columns(_table(diff, lang, STYLE)), *_sentences(diff, lang, STYLE)])


def _markdown(diff: Diff, lang: str) -> str:
    listed = [f"- {sentence}" for sentence in _sentences(diff, lang, MARKDOWN)]
    return "\n".join([lay_out(_table(diff, lang, MARKDOWN)), "", *listed]).rstrip()


def _html(diff: Diff, lang: str) -> str:
    return as_table(_table(diff, lang, HTML), lang) + paragraphs(_sentences(diff, lang, HTML), lang)


def _json(diff: Diff, lang: str) -> str:
    first, second = diff.counts
    fields = {
        "same": diff.same,
        "first": first,
        "second": second,
        "rows": [_row(row, lang) for row in diff.rows],
    }
    return json.dumps(fields, ensure_ascii=False, indent=2)


def _row(row: DiffRow, lang: str) -> dict[str, Any]:
    sides = {
        name: None if entry is None else {"name": entry.name, "type": entry.type, "count": entry.count}
        for name, entry in (("first", row.first), ("second", row.second))
    }
    reasons = sentences((cause.reason for cause in row.causes), lang)
    return {
        "verdict": row.verdict,
        **sides,
        "change": row.change,
        "causes": [
            {"change": cause.change, "because": because} for cause, because in zip(row.causes, reasons, strict=True)
        ],
        "notes": list(sentences(row.remarks, lang)),
    }


#: Format -> how a difference is written in it, in a language.
WRITERS: dict[str, Callable[[Diff, str], str]] = {"text": _text, "markdown": _markdown, "html": _html, "json": _json}
