"""Fences that print a table of the build itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula import InputError
from rnnformula.site import reports
from rnnformula.site.fences.options import PRINTED, ExecutedFence, check_lang, check_options

if TYPE_CHECKING:
    from rnnformula.site.book.pages import Fence, Page

#: The code runs as it stands and then tells what is known without a build.
IMPORT = "from rnnformula.site import report\n"
CODE = re.compile(re.escape(IMPORT) + r'\nprint\(report\.markdown\("(?P<name>[^"]+)", lang="(?P<lang>[^"]+)"\)\)\s*')


@dataclass(frozen=True)
class ReportFence(ExecutedFence):
    """A table that the build makes of what it knows, by its name in the register of `rnnformula.site.reports`."""

    name: str
    lang: str


def read_report(page: Page, fence: Fence) -> ReportFence:
    """Read ``print(report.markdown("NAME", lang="en"))`` below the import.

    Raises:
        ValueError: the code is something else, or names no report.
    """
    check_options(fence, PRINTED)
    match = CODE.fullmatch(fence.code)
    if not match:
        expected = f'`print(report.markdown("examples", lang="{page.lang}"))`'
        raise ValueError(f"fence: expected `{IMPORT}` and {expected}")
    check_lang(page, match["lang"])
    try:
        reports.find(match["name"])
    except InputError as error:
        raise ValueError(f"fence: {error}") from None
    return ReportFence(page, fence, match["name"], match["lang"])
