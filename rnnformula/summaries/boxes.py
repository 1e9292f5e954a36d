"""Tables whose cells stand between bars: those of Keras 3, also in ASCII, of Markdown and of web pages."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from rnnformula.summaries.cells import read_count, read_trainable
from rnnformula.summaries.drafts import Draft, is_title
from rnnformula.summaries.headers import PIPES, cells_of
from rnnformula.summaries.styles import RowsAndTotals

if TYPE_CHECKING:
    from rnnformula.summaries.headers import Header
    from rnnformula.summaries.lines import Lines

#: The columns of a box without a header, as many as its first row has.
USUAL = ("name", "shape", "count", "sources", "trainable")
#: What the second line of a header says in a narrow table.
_HEADER = ("Layer", "Layer (type)", "(type)", "Shape")

_MARKUP = re.compile(r"[`*]+")
_NESTED = re.compile(r"( *)└ |( {4,})\? ")
#: Each model around a row indents its name by this many blanks.
_INDENT = 3


class Boxes(RowsAndTotals):
    """Reads lines with bars; a rule or a new number begins another row."""

    prints = (
        ("Keras 3", "model.summary()"),
        ("Lightning", "ModelSummary(model)"),
    )
    mark = r"[│┃|] {0,40}(?:[\[({?m]|Layer|Out)"

    def __init__(self, header: Header | None) -> None:
        """Takes the columns from the header, or the usual ones."""
        super().__init__(header)
        self.columns = header.columns if header else USUAL
        self.printer = "torchinfo" if header and header.modules else "keras"
        self._draft: Draft | None = None
        self._lines: list[str] = []
        self._parted = True
        self._drawn = False

    @classmethod
    def begin(cls, line: str, header: Header | None, lines: Lines) -> Self | None:
        """A reader for rows below a header with bars, or from a row on that has a class, a shape and a number."""
        if header:
            return cls(header) if header.piped else None
        if not any(sign in line for sign in PIPES):
            return None
        cells = cells_of(line)
        whole = len(cells) >= 3 and "(" in cells[0] and cells[1].strip()[:1] in tuple("([{?m") and cells[2].strip()
        if not whole or not read_count(cells[2]):
            return None
        reader = cls(None)
        is_marked = len(cells) > 3 and read_trainable(cells[3]) is not None
        reader.columns = (*USUAL[:3], "trainable") if is_marked else USUAL[: len(cells)]
        return reader

    def part(self, line: str) -> None:
        """Take note of a rule or an empty line: another row begins."""
        self._parted = self._parted or bool(line)
        self._drawn = self._drawn or "+-" in line or "-+" in line

    def take(self, line: str) -> bool:
        """Read a line; False if it is no part of the table."""
        cells = self._cells(line)
        if len(cells) < 2:
            return False
        if len(cells) == len(self.columns) + 1 and cells[0].strip().isdigit():
            cells.pop(0)  # the number of a row, over which the header has no word
        named = dict.fromkeys(self.columns, "") | dict(zip(self.columns, cells, strict=False))
        if "┃" in line or named["name"].strip() in _HEADER or named.get("shape", "").strip() in _HEADER:
            return True
        if self._draft is None or self._parted or self._draft.long or self._begins(named):
            self._close()
            if not is_title(named["name"]) and not _NESTED.match(named["name"]):
                return self._doubted(line, cells)
            self._draft = self._new(named)
        else:
            self._continue(self._draft, named)
        self._lines = [*self._lines[:3], line]
        self._parted = False
        return True

    def finish(self) -> None:
        """Complete the last row."""
        self._close()

    def _cells(self, line: str) -> list[str]:
        cells = cells_of(line)
        drawn = self._drawn or "│" in line or "┃" in line or (self.header is not None and self.header.cut)
        if cells and drawn and line[-1:] not in PIPES:
            cells[-1] = cells[-1] if cells[-1].rstrip()[-1:] in tuple(" )]") else f"{cells[-1]}…"
        return [_MARKUP.sub("", cell) if "`" in cell or "*" in cell else cell for cell in cells]

    def _begins(self, named: dict[str, str]) -> bool:
        count = named.get("count", "").strip()
        return (
            bool(named["name"].strip())
            and bool(count)
            and not count.startswith("(u")
            and (self._draft is not None and self._draft.complete)
        )

    def _new(self, named: dict[str, str]) -> Draft:
        nested = _NESTED.match(named["name"])
        return Draft(
            glue=" ",
            name=[_NESTED.sub("", named["name"]) if nested else named["name"]],
            shape=[named.get("shape", "")],
            count=[named.get("count", "").strip()],
            sources=[named["sources"]] if "sources" in named and "sources" in self.columns else None,
            trainable=named.get("trainable", ""),
            type=named.get("type", "").strip(),
            depth=len(nested[1] or nested[2] or "") // _INDENT if nested else 0,
        )

    def _continue(self, draft: Draft, named: dict[str, str]) -> None:
        draft.add(named["name"], named.get("shape", ""), named.get("count", "").strip())
        if draft.sources is not None:
            draft.sources.append(named.get("sources", ""))

    def _doubted(self, line: str, cells: list[str]) -> bool:
        if any(read_count(cell) and cell.strip().strip("-") for cell in cells):
            self.damaged.append(line.strip())
        return False

    def _close(self) -> None:
        if self._draft is not None:
            row = self._draft.row()
            if row is None:
                self.damaged.append(" ".join(line.strip() for line in self._lines))
            else:
                self.rows.append(row)
        self._draft, self._lines = None, []
