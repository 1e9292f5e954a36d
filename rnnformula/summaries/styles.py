"""The interface of a style of printed tables; `rnnformula.summaries.STYLES` registers the styles."""

from __future__ import annotations

from typing import TYPE_CHECKING, ClassVar, Self

from rnnformula.summaries.headers import is_rule, read_header, read_title
from rnnformula.summaries.pasted import PastedTable
from rnnformula.summaries.total_lines import read_input_size, read_totals

if TYPE_CHECKING:
    from rnnformula.summaries.headers import Header
    from rnnformula.summaries.lines import Lines
    from rnnformula.summaries.pasted import PastedRow, PastedTotal

    Styles = tuple[type["TableStyle"], ...]

#: This many lines without a row or a total end a table; behind its totals fewer do.
MOST_IDLE = 100
MOST_IDLE_AFTER_TOTALS = 20
#: More totals than any printer writes.
MOST_TOTALS = 20


class TableStyle:
    """Recognises where a table of this style begins, and reads it."""

    #: A regular expression that matches in every line at which such a table can begin; lines in which that of no style
    #: matches are skipped.
    mark: ClassVar[str]
    #: Who prints such tables, and by which code, as the page of the explainer lists it.
    prints: ClassVar[tuple[tuple[str, str], ...]] = ()

    @classmethod
    def begin(cls, line: str, header: Header | None, lines: Lines) -> Self | None:
        """A reader for the table that begins at a line, None where none of this style begins.

        ``header`` holds the columns that the line names, and is None where the line is no header. ``lines`` stands
        behind the line and shows what is around it; it must be left where it stands.
        """
        raise NotImplementedError

    @classmethod
    def interrupts(cls, line: str, lines: Lines, *, after_totals: bool) -> bool:
        """Whether a line that is no header begins a table of this style while another table is being read."""
        return after_totals and cls.begin(line, None, lines) is not None

    def read(self, lines: Lines, styles: Styles) -> PastedTable | None:
        """The table, None where it turns out to be none; ``lines`` stands behind the line at which it begins."""
        raise NotImplementedError


class RowsAndTotals(TableStyle):
    """A style whose tables have a row in every line or few lines, and totals below them."""

    #: Who prints such tables, as `PastedTable.printer` says it.
    printer = "keras"

    def __init__(self, header: Header | None) -> None:
        """Stands behind the header; where there is none, behind a line that is a row itself."""
        self.header = header
        self.rows: list[PastedRow] = []
        self.damaged: list[str] = []
        #: That of the table, as far as it has been seen: its rules are as wide.
        self.width = 0

    def take(self, line: str) -> bool:
        """Read a line into `rows`, or into `damaged` if its number can't be read; False if it is no part of a row."""
        raise NotImplementedError

    def part(self, line: str) -> None:
        """Take note of a rule or an empty line."""
        self.width = max(self.width, len(line))

    def finish(self) -> None:
        """Complete the last row, as no line follows."""

    def read(self, lines: Lines, styles: Styles) -> PastedTable | None:
        """The table up to where another one begins or too many lines are no part of it."""
        if self.header is None:
            lines.back()
        totals: list[PastedTotal] = []
        input_size: float | None = None
        idle = 0
        while idle < (MOST_IDLE_AFTER_TOTALS if totals else MOST_IDLE) and (line := lines.next()) is not None:
            if not line or is_rule(line):
                self.part(line)
                idle += 1
                continue
            line_totals = read_totals(line)
            input_size = read_input_size(line) if input_size is None else input_size
            if line_totals and len(totals) < MOST_TOTALS:
                totals += line_totals
                idle = 0
            elif _another_begins(line, lines, styles, after_totals=bool(totals)):
                lines.back()
                break
            elif not totals and self.take(line):
                idle = 0
            else:
                idle += 1
        self.finish()
        if not (self.rows or self.damaged or totals):
            return None
        return PastedTable(self.printer, "", tuple(self.rows), tuple(totals), tuple(self.damaged), input_size)


def _another_begins(line: str, lines: Lines, styles: Styles, *, after_totals: bool) -> bool:
    """Whether a line belongs to the next table: as its title, its header or its first row."""
    if read_title(line) is not None or read_header(line) is not None:
        return True
    return any(style.interrupts(line, lines, after_totals=after_totals) for style in styles)
