"""Tables that number each call of a layer, ``LSTM-2``: torchsummary, pytorch-model-summary, torchkeras, Paddle.

Their columns are moved to the right or to the middle, and a cell may hold several shapes; so a line is divided where no
bracket is open, and its cells are counted.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Self

from rnnformula.facts.aliases import PADDLE
from rnnformula.summaries.cells import in_one_line, read_count, read_shapes
from rnnformula.summaries.pasted import PastedRow
from rnnformula.summaries.styles import RowsAndTotals

if TYPE_CHECKING:
    from rnnformula.summaries.headers import Header
    from rnnformula.summaries.lines import Lines

_ROW = re.compile(
    r"[\s|]*(?:(?P<parents>[A-Z]\w{0,80}(?:/\w{1,80}){0,20})\s+)?(?P<name>(?P<type>[A-Z]\w{0,80})-\d{1,6})\s"
)
_USUAL = ("shape", "count")
#: The lines below a header, of which the first row is looked at for a number behind its class.
_LINES_PEEKED = 4


class Numbered(RowsAndTotals):
    """Reads lines that begin with a numbered class."""

    prints = (
        ("torchsummary, torchkeras", "summary(model, …)"),
        ("pytorch-model-summary", "summary(model, …)"),
        ("Paddle", "paddle.summary(model, …)"),
    )
    mark = r"[A-Z]\w{0,60}-\d{1,6}\s{1,80}[\[(]"
    printer = "torchinfo"

    def __init__(self, header: Header | None) -> None:
        """Takes the columns behind the name from the header, or the usual ones."""
        super().__init__(header)
        self.columns = tuple(column for column in header.columns if column != "name") if header else _USUAL

    @classmethod
    def begin(cls, line: str, header: Header | None, lines: Lines) -> Self | None:
        """A reader for rows below a header, or from a row on that has a shape and a number."""
        if header:
            below = lines.rows_below(_LINES_PEEKED)
            return cls(header) if not header.piped and below and _ROW.match(below[0]) else None
        row = _ROW.match(line)
        if row is None:
            return None
        cells = cells_outside_brackets(line[row.end() :])
        return cls(None) if cells and len(cells) == 2 and cells[0][:1] in "[(" and read_count(cells[1]) else None

    def take(self, line: str) -> bool:
        """Read a line; False if it is no row."""
        row = _ROW.match(line)
        if row is None:
            return False
        cells = cells_outside_brackets(line[row.end() - 1 :])
        if cells is None or len(cells) != len(self.columns):
            self.damaged.append(line.strip())
            return True
        named = dict(zip(self.columns, cells, strict=True))
        cut = len(line) == self.width and cells[-1][-1:].isdigit()
        printed = named.get("count", "")
        count = read_count(f"{printed}…" if cut and self.columns[-1] == "count" else printed)
        if count is None:
            self.damaged.append(line.strip())
            return True
        shape, reads = (in_one_line(named.get(column, "")) for column in ("shape", "input"))
        alike = PADDLE.get(row["type"], "")
        self.rows.append(
            PastedRow(
                name=row["name"],
                type=row["type"],
                output_shape=shape,
                shapes=read_shapes(shape),
                count=count.count,
                types=(alike,) if alike else (),
                digits=count.digits,
                trainable=False if named.get("trainable") == "0" and count.count else None,
                reads=read_shapes(reads),
            )
        )
        return True


def cells_outside_brackets(text: str) -> list[str] | None:
    """The cells of a line, which are parted by blanks outside of brackets; None where a bracket stays open.

    >>> cells_outside_brackets("[2, 12, 128], [4, 2, 64]    158,720")
    ['[2, 12, 128], [4, 2, 64]', '158,720']
    """
    cells: list[str] = []
    depth, goes_on = 0, False
    for word in text.split():
        if depth or goes_on:
            cells[-1] += f" {word}"
        else:
            cells.append(word)
        depth += sum(map(word.count, "([")) - sum(map(word.count, ")]"))
        goes_on = word.endswith(("],", "),"))
        if depth < 0:
            return None
    return None if depth or goes_on else cells
