"""Fences that print a table of the build itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula import InputError
from rnnformula.site.book.contents import ExecutedFence
from rnnformula.site.fences.options import PRINTED, check_lang, check_options
from rnnformula.site.reports import find

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Fence, Page

#: A fence with this word speaks of a report.
WORD = re.compile(r"\breport\b")
#: The code runs as it stands and then tells what is known without a build.
IMPORT = "from rnnformula.site import report\n"
CODE = re.compile(re.escape(IMPORT) + r'\nprint\(report\.markdown\("(?P<name>[^"]+)", lang="(?P<lang>[^"]+)"\)\)\s*')


@dataclass(frozen=True)
class ReportFence(ExecutedFence):
    """A table that the build makes of what it knows, by its name in the register of `rnnformula.site.reports`."""

    name: str
    lang: str

    box = "report"
    is_block = True

    @property
    def report(self) -> str:
        """The name of the table."""
        return self.name

    def ids(self, book: Book) -> tuple[str, ...]:
        """The ids that the rows of the table have."""
        return find(self.name).ids(book.terms)

    def formulas(self) -> tuple[tuple[str, bool], ...]:
        """The formulas in the cells of the table."""
        return tuple((tex, False) for tex in find(self.name).formulas())


def read_report(page: Page, fence: Fence) -> ReportFence | None:
    """Read ``print(report.markdown("NAME", lang="en"))`` below the import; None where the fence speaks of no report.

    Raises:
        ValueError: the code is something else, or names no report.
    """
    if not WORD.search(fence.code):
        return None
    check_options(fence, PRINTED)
    match = CODE.fullmatch(fence.code)
    if not match:
        expected = f'`print(report.markdown("examples", lang="{page.lang}"))`'
        raise ValueError(f"fence: expected `{IMPORT.strip()}`, an empty line and {expected}")
    check_lang(page, match["lang"])
    try:
        find(match["name"])
    except InputError as error:
        raise ValueError(f"fence: {error}") from None
    return ReportFence(page, fence, match["name"], match["lang"])
