"""A cursor over the lines of a paste that skips what can be no table."""

from __future__ import annotations

import re

from rnnformula.summaries.cleaning import unmarked

#: What a header, a row without one or a printed module can't do without.
_MARK = re.compile(
    r'Layer[ (┃│|].{0,80}?(?:Out|Par)|Name.{0,80}(?:Type|Par)|[Mm]odel: ["“]|[│┃|] {0,40}(?:[\[({?m]|Layer|Out)'
    r"|\(\w{0,80}(?:…|\.{3})?\)? {1,80}[\[({?m]|\): (?:\d+ x )?\w|[├└]─\w|[(\[]无|(?:LSTM|GRU|RNN)(?:Cell)?\(\d"
)


class Lines:
    """Lines one after another, each read once."""

    def __init__(self, text: str) -> None:
        """Stands before the first line."""
        self._text = text
        self._place = 0
        self._before = 0

    def next(self) -> str | None:
        """The next line, None after the last."""
        if self._place >= len(self._text):
            return None
        self._before = self._place
        end = self._text.find("\n", self._place)
        end = len(self._text) if end < 0 else end
        line = unmarked(self._text[self._place : min(end, self._place + 5000)])
        self._place = end + 1
        return line

    def back(self) -> None:
        """Takes the last line back."""
        self._place = self._before

    def seek(self) -> bool:
        """Goes to the next line that may belong to a table."""
        found = _MARK.search(self._text, self._place)
        if found is None:
            return False
        self._place = max(self._place, self._text.rfind("\n", self._place, found.start()) + 1)
        return True

    def line_before(self) -> str:
        """The line before the last one read."""
        end = self._before - 1
        if end <= 0:
            return ""
        start = self._text.rfind("\n", max(0, end - 300), end) + 1
        return unmarked(self._text[start:end])

    def peek(self, many: int) -> list[str]:
        """The next lines without reading them."""
        before, place = self._before, self._place
        lines = [line for line in (self.next() for _ in range(many)) if line is not None]
        self._before, self._place = before, place
        return lines
