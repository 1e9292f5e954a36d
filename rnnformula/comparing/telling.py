"""What differs -> text, Markdown, HTML and JSON, in the words of a language."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

from rnnformula.comparing.diff_rows import DIFFERS, ONLY_FIRST, ONLY_SECOND, UNCHANGED
from rnnformula.explaining.answers import MARKDOWN
from rnnformula.explaining.sentences import sentences
from rnnformula.language import language_of, words
from rnnformula.language.saying import STYLE
from rnnformula.language.writing import grouped
from rnnformula.render.html_tables import STYLE as HTML
from rnnformula.render.html_tables import as_table, paragraphs
from rnnformula.render.markdown import lay_out
from rnnformula.render.printed_table import Table
from rnnformula.render.text import in_columns

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.comparing.diff_rows import DiffRow, DiffRows
    from rnnformula.comparing.given import ComparedRow
    from rnnformula.language.phrases import Label
    from rnnformula.language.writing import Style

#: The sign of a row that differs, for eyes that run down a column.
VERDICT_SIGNS = {UNCHANGED: "", DIFFERS: "≠", ONLY_FIRST: "−", ONLY_SECOND: "+"}


def signed(number: int) -> str:
    """A change with its sign; nothing where there is none."""
    return f"{'+' if number > 0 else '−'}{grouped(abs(number))}" if number else ""


def _title(row: DiffRow, style: Style) -> str:
    titles = [style.code(side.title) for side in (row.first, row.second) if side]
    return " → ".join(dict.fromkeys(titles))


def _number(side: ComparedRow | None) -> str:
    return "" if side is None else "–" if side.count is None else grouped(side.count)


def _table(diff: DiffRows, lang: str, style: Style) -> Table:
    label = words(lang)
    rows = [
        (VERDICT_SIGNS[row.verdict], _title(row, style), _number(row.first), _number(row.second), signed(row.change))
        for row in diff.rows
    ]
    first, second = diff.counts
    rows.append(("", label["total"], grouped(first), grouped(second), signed(second - first)))
    head = ("", label["layer"], label["diff_first"], label["diff_second"], label["diff_change"])
    return Table(head, tuple(rows), right=(2, 3, 4))


def _reasons(row: DiffRow) -> list[Label]:
    return [*(cause.reason for cause in row.causes), *row.remarks]


def _sentences(diff: DiffRows, lang: str, style: Style) -> list[str]:
    """A sentence for each cause, with the row that it is about where there are several."""
    item = language_of(lang).words["item"]
    listed = []
    for row in diff.rows:
        for sentence in sentences(_reasons(row), lang, style):
            listed.append(item.format(name=_title(row, style), value=sentence) if len(diff.rows) > 1 else sentence)
    return listed or [words(lang)["diff_none"]] if diff.same or listed else []


def _text(diff: DiffRows, lang: str) -> str:
    return "\n".join([in_columns(_table(diff, lang, STYLE)), *_sentences(diff, lang, STYLE)])


def _markdown(diff: DiffRows, lang: str) -> str:
    listed = [f"- {sentence}" for sentence in _sentences(diff, lang, MARKDOWN)]
    return "\n".join([lay_out(_table(diff, lang, MARKDOWN)), "", *listed]).rstrip()


def _html(diff: DiffRows, lang: str) -> str:
    return as_table(_table(diff, lang, HTML), lang) + paragraphs(_sentences(diff, lang, HTML), lang)


def _json(diff: DiffRows, lang: str) -> str:
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
        name: None if side is None else {"name": side.name, "type": side.type, "count": side.count}
        for name, side in (("first", row.first), ("second", row.second))
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
DIFF_WRITERS: dict[str, Callable[[DiffRows, str], str]] = {
    "text": _text,
    "markdown": _markdown,
    "json": _json,
    "html": _html,
}
