"""A cursor over the lines of a pasted text; it skips the lines at which no table can begin."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.summaries.cleaning import unmarked
from rnnformula.summaries.headers import TITLE_OR_HEADER, is_rule

if TYPE_CHECKING:
    from collections.abc import Iterable

#: Characters of a line that are looked at, and of the line before it.
_LONGEST = 5000
_LONGEST_BEFORE = 300


class Lines:
    """Lines one after another, each read once."""

    def __init__(self, text: str, marks: Iterable[str]) -> None:
        """Stands before the first line; ``marks`` are the regular expressions by which each style knows its tables."""
        self._text = text
        self._mark = re.compile("|".join((TITLE_OR_HEADER, *marks)))
        self._place = 0
        self._before = 0

    def next(self) -> str | None:
        """The next line, None after the last."""
        if self._place >= len(self._text):
            return None
        self._before = self._place
        end = self._text.find("\n", self._place)
        end = len(self._text) if end < 0 else end
        line = unmarked(self._text[self._place : min(end, self._place + _LONGEST)])
        self._place = end + 1
        return line

    def back(self) -> None:
        """Go back to the beginning of the last line, so that it comes again."""
        self._place = self._before

    def seek(self) -> bool:
        """Go to the next line at which a table may begin; False if there is none."""
        mark = self._mark.search(self._text, self._place)
        if mark is None:
            return False
        self._place = max(self._place, self._text.rfind("\n", self._place, mark.start()) + 1)
        return True

    def line_before(self) -> str:
        """The line before the last one read, an empty one left out."""
        end = self._before - 1
        if end > 0 and self._text[end - 1] == "\n":
            end -= 1
        if end <= 0:
            return ""
        start = self._text.rfind("\n", max(0, end - _LONGEST_BEFORE), end) + 1
        return unmarked(self._text[start:end])

    def rows_below(self, many: int) -> list[str]:
        """Those of the next lines that are neither empty nor a rule."""
        return [line for line in self.peek(many) if line and not is_rule(line)]

    def peek(self, many: int) -> list[str]:
        """The next lines, without going on."""
        before, place = self._before, self._place
        lines = [line for line in (self.next() for _ in range(many)) if line is not None]
        self._before, self._place = before, place
        return lines
