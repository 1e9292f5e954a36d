"""Rows of a page that a machine translated, with 无 for ``None``: they are reported as damaged, and none is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from rnnformula.summaries.pasted import PastedTable
from rnnformula.summaries.styles import TableStyle

if TYPE_CHECKING:
    from rnnformula.summaries.headers import Header
    from rnnformula.summaries.lines import Lines
    from rnnformula.summaries.styles import Styles

_ROW = re.compile(r"[(\[]无[^()\[\]]{0,100}[)\]]\s{0,80}\d[\d,. ]*$")


class Translated(TableStyle):
    """Reports a translated row as damaged, each as a table of its own."""

    mark = r"[(\[]无"

    def __init__(self, line: str) -> None:
        """The row, which is all that there is to read."""
        self.line = line

    @classmethod
    def begin(cls, line: str, header: Header | None, lines: Lines) -> Self | None:
        """A reader for a translated row."""
        return cls(line) if header is None and _ROW.search(line) else None

    @classmethod
    def interrupts(cls, line: str, lines: Lines, *, after_totals: bool) -> bool:
        """Never: among the rows of another table, that table says that the row is damaged."""
        return False

    def read(self, lines: Lines, styles: Styles) -> PastedTable:
        """A table without rows, with this one damaged."""
        return PastedTable("keras", "", (), damaged=(self.line.strip(),))
