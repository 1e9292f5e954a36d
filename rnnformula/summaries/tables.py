"""The tables of a pasted text, one after another, each read by the style that recognises it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rnnformula.summaries.headers import read_header, read_title
from rnnformula.summaries.lines import Lines

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.summaries.pasted import PastedTable
    from rnnformula.summaries.styles import Styles

#: This many lines that promised a table and held none end the reading.
MOST_FRUITLESS = 20_000


def tables(text: str, styles: Styles) -> Iterator[PastedTable]:
    """The tables of a cleaned text; a title names the next table."""
    lines = Lines(text, [style.mark for style in styles])
    title, fruitless = "", 0
    while fruitless < MOST_FRUITLESS and lines.seek():
        line = lines.next()
        if line is None:
            return
        next_title = read_title(line)
        title = title if next_title is None else next_title
        table = _table(line, lines, styles) if next_title is None else None
        fruitless += table is None or not table.rows
        if table is not None:
            yield replace(table, name=title or table.name)
            title = ""


def _table(line: str, lines: Lines, styles: Styles) -> PastedTable | None:
    """The table that begins at a line, which is its header or its first row."""
    header = read_header(line)
    for style in styles:
        reader = style.begin(line, header, lines)
        if reader is not None:
            return reader.read(lines, styles)
    return None
