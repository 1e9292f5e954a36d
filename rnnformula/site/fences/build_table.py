"""Fences that print a table about the build itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula import InputError
from rnnformula.site.book.contents import ExecutedFence
from rnnformula.site.fences.options import OUTPUT_ONLY, check_lang, check_options
from rnnformula.site.messages import Message
from rnnformula.site.reports import find_report

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Fence, Page

#: The word by which such a fence is recognised.
REPORT_WORD = re.compile(r"\breport\b")
#: Run as a script, the code prints the table as a preview has it.
REPORT_IMPORT = "from rnnformula.site import report\n"
REPORT_CODE = re.compile(
    re.escape(REPORT_IMPORT) + r'\nprint\(report\.markdown\("(?P<name>[^"]+)", lang="(?P<lang>[^"]+)"\)\)\s*'
)


@dataclass(frozen=True)
class ReportFence(ExecutedFence):
    """A table about the build, by its name in the register of `rnnformula.site.reports`."""

    name: str
    lang: str

    @property
    def box(self) -> str:
        """Its class, and that of the table."""
        return f"report report-{self.name.replace('_', '-')}"

    @property
    def block_kind(self) -> str:
        """A table, also where it has no rows yet."""
        return "table"

    @property
    def report(self) -> str:
        """The name of the table."""
        return self.name

    def ids(self, book: Book) -> tuple[str, ...]:
        """The ids of the rows of the table."""
        return find_report(self.name).ids(book.terms)

    def formulas(self, book: Book) -> tuple[tuple[str, bool], ...]:
        """The formulas in the cells of the table."""
        return tuple((tex, False) for tex in find_report(self.name).formulas(book))


def read_build_table(page: Page, fence: Fence) -> ReportFence | None:
    """Read ``print(report.markdown("NAME", lang="LANGUAGE"))`` below the import; None if it is no report.

    Raises:
        ValueError: the code is written in another way, or there is no such report.
    """
    if not REPORT_WORD.search(fence.code):
        return None
    check_options(fence, OUTPUT_ONLY)
    match = REPORT_CODE.fullmatch(fence.code)
    if not match:
        expected = f'`print(report.markdown("examples", lang="{page.lang}"))`'
        raise ValueError(
            Message(
                "fence: expected `{line}`, an empty line and {expected}", line=REPORT_IMPORT.strip(), expected=expected
            )
        )
    check_lang(page, match["lang"])
    try:
        find_report(match["name"])
    except InputError as error:
        raise ValueError(Message("fence: {error}", error=str(error))) from None
    return ReportFence(page, fence, match["name"], match["lang"])
