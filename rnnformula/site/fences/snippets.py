"""Fences that include a snippet: the code and what it printed."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.site.book.contents import ExecutedFence
from rnnformula.site.fences.options import check_options, read_options

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Fence, Page

OPTIONS = {"exec": "on", "source": "above", "result": "text"}
#: For long code: what it printed comes first, the code is folded below it.
FOLDED = "folded"
INCLUDE = re.compile(r'--8<-- "(?P<name>[^"]+)"\s*')


@dataclass(frozen=True)
class SnippetFence(ExecutedFence):
    """Show the snippet ``name`` and what it printed."""

    name: str

    box = "example"

    @property
    def snippet(self) -> str:
        """The file name of the snippet."""
        return self.name

    def shown(self, book: Book) -> tuple[str, ...]:
        """The code and its recorded output."""
        return (book.snippets.get(self.name, ""), book.recorded.output(self.name) or "")


def read_snippet(page: Page, fence: Fence) -> SnippetFence | None:
    """Read an include; None where the fence is none.

    Raises:
        ValueError: its options are not those of a snippet.
    """
    include = INCLUDE.fullmatch(fence.code)
    if not include:
        return None
    source = FOLDED if read_options(fence.info).get("source") == FOLDED else OPTIONS["source"]
    check_options(fence, OPTIONS | {"source": source})
    return SnippetFence(page, fence, include["name"])
