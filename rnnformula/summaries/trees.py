"""Tables of torchinfo: the rows form a tree, and a row has a value in each of its columns."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Self

from rnnformula.summaries.cells import balanced, in_one_line, read_count, read_shapes, read_trainable
from rnnformula.summaries.pasted import PastedRow
from rnnformula.summaries.styles import RowsAndTotals

if TYPE_CHECKING:
    from rnnformula.summaries.headers import Header
    from rnnformula.summaries.lines import Lines

_SIGNS = re.compile(r"[\s│├└─|+`]*")
_BRANCH = re.compile(r"\s*(?:[├└]─(?!─)|(?:\|\s{1,8}){0,30}\+ [A-Za-z_])")
_NUMBERED = re.compile(r"\w: ?\d+-\d+\s")
#: The lines below a header, of which one branches if the table is a tree.
_LINES_PEEKED = 6
#: Each level of the tree takes this many characters before the name.
_STEP = 5
_NAME = re.compile(
    r"(?P<type>[^\W\d][\w.]*(?:\[[\w., ]{1,80}\])?)(?: \((?P<variable>[\w. -]{0,200})\))?"
    r"(?P<place>: ?\d+(?:-\d+)?)?(?=\s|$)"
)
_VALUE = re.compile(
    r"\[[^\[\]]{0,200}(?:\[[^\[\]]{0,200}\][^\[\]]{0,40}){0,20}\]|--|\(recursive\)|\([\d,]+\)|[├└│|+`]?[─-]?\d[\d,.]*%?"
    r"|True|False|Partial"
)
_LISTS = ("shape", "kernel", "input")


class Trees(RowsAndTotals):
    """Reads the lines of torchinfo; weights below a layer become its arrays."""

    prints = (("torchinfo, torch-summary", "summary(model, …)"),)
    mark = r"[├└]─\w"
    printer = "torchinfo"

    def __init__(self, header: Header | None) -> None:
        """Takes the columns behind the name; without a header the usual ones."""
        super().__init__(header)
        self.columns = header.columns[1:] if header else ("shape", "count")
        self._arrays: list[tuple[str, tuple[int, ...]]] = []

    @classmethod
    def begin(cls, line: str, header: Header | None, lines: Lines) -> Self | None:
        """A reader for rows that branch, below a header of torchinfo or any other, or of which a number tells them."""
        if header:
            branched = header.tree or any(_BRANCH.match(below) for below in lines.rows_below(_LINES_PEEKED))
            return cls(header) if branched else None
        return cls(None) if _BRANCH.match(line) and _NUMBERED.search(line) else None

    def take(self, line: str) -> bool:
        """Read a line; False if it is no part of the table."""
        signs = _SIGNS.match(line)
        start = signs.end() if signs else 0
        name = _NAME.match(line, start)
        if name is None:
            return False
        printed = line[name.end() :]
        values = _VALUE.findall(printed) if balanced(printed) else []
        if not values:
            if name["place"] and not balanced(printed):
                self.damaged.append(line.strip())
            return False
        level = _level(line[:start].strip())
        if level and not name["place"] and not name["variable"] and not name["type"][:1].isupper():
            return self._weight(name["type"], values)
        return self._row(line, name, values, level)

    def finish(self) -> None:
        """Give the last row its arrays."""
        self._hang()

    def _row(self, line: str, name: re.Match[str], values: list[str], level: int) -> bool:
        cells = self._cells(values)
        printed = cells.get("count", "")
        ends = len(line) == self.width and values[-1] == printed and printed[-1:].isdigit()
        count = read_count(f"{printed}…" if ends else printed)
        if count is None:
            self.damaged.append(line.strip())
            return False
        self._hang()
        shape = in_one_line(cells.get("shape", "")).removeprefix("--")
        self.rows.append(
            PastedRow(
                name=name[0].strip(),
                type=name["type"],
                output_shape=shape,
                shapes=read_shapes(shape),
                count=count.count,
                digits=count.digits,
                recursive=count.recursive,
                depth=level,
                trainable=False if count.frozen else read_trainable(cells.get("trainable", "")),
                reads=read_shapes(in_one_line(cells.get("input", ""))),
            )
        )
        return True

    def _cells(self, values: list[str]) -> dict[str, str]:
        if len(values) >= len(self.columns):
            return dict(zip(self.columns, values, strict=False))
        lists = [value for value in values if value.startswith("[")]
        others = [value for value in values if not value.startswith("[")]
        shapes = [column for column in self.columns if column in _LISTS]
        numbers = [column for column in self.columns if column not in _LISTS]
        return dict(zip(shapes, lists, strict=False)) | dict(zip(numbers, others, strict=False))

    def _weight(self, name: str, values: list[str]) -> bool:
        shapes = read_shapes(values[0])
        if shapes:
            self._arrays.append((name, tuple(axis for axis in shapes[0] if axis is not None)))
        return True

    def _hang(self) -> None:
        if self.rows and self._arrays:
            self.rows[-1] = replace(self.rows[-1], arrays=tuple(self._arrays))
        self._arrays = []


def _level(signs: str) -> int:
    """How deep a row stands, by the signs before its name; in ASCII a branch is one sign, else two."""
    wide = len(signs) + signs.endswith("+")
    return (wide + _STEP - 2) // _STEP if wide else 0
