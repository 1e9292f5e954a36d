"""Fences that include a snippet, to show its code and its output."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.site.book.contents import ExecutedFence
from rnnformula.site.book.pages import CODE_ABOVE
from rnnformula.site.fences.options import check_options

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Fence, Page

SNIPPET_OPTIONS = {"exec": "on", "source": CODE_ABOVE, "result": "text"}
SNIPPET_INCLUDE = re.compile(r'--8<-- "(?P<name>[^"]+)"\s*')


@dataclass(frozen=True)
class SnippetFence(ExecutedFence):
    """A snippet by its file name, shown with its output."""

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
    """Read an include of a snippet; None where the fence holds something else.

    Raises:
        ValueError: the options are not those of a snippet.
    """
    include = SNIPPET_INCLUDE.fullmatch(fence.code)
    if not include:
        return None
    check_options(fence, SNIPPET_OPTIONS | {"source": fence.source or CODE_ABOVE})
    return SnippetFence(page, fence, include["name"])
