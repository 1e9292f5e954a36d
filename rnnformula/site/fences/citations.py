"""Fences that say how to cite a step or the whole site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.site.book import citing
from rnnformula.site.book.contents import ExecutedFence
from rnnformula.site.fences.options import check_lang, check_options

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Fence, Page

#: A fence with this word speaks of a citation.
WORD = re.compile(r"\bcite\b")
CODE = re.compile(
    r"from rnnformula\.site import cite\n\n"
    r'print\(cite\.(?:site\(|step\("(?P<id>[^"]+)", )format="(?P<format>[^"]+)", lang="(?P<lang>[^"]+)"\)\)\s*'
)


@dataclass(frozen=True)
class CitationFence(ExecutedFence):
    """Say in a format and a language how to cite the step of an id; the whole site where that is empty."""

    id: str
    format: str
    lang: str

    box = "citation"

    def printed(self, book: Book) -> str:
        """What the fence prints.

        Raises:
            InputError: an id or a format that is unknown.
        """
        if self.id:
            return citing.step(self.id, format=self.format, lang=self.lang, book=book)
        return citing.site(format=self.format, lang=self.lang, book=book)


def read_citation(page: Page, fence: Fence) -> CitationFence | None:
    """Read ``print(cite.step("ID", format="text", lang="en"))`` below the import; None where nothing is cited.

    Raises:
        ValueError: the code is something else.
    """
    if not WORD.search(fence.code):
        return None
    match = CODE.fullmatch(fence.code)
    if not match:
        expected = f'`print(cite.step("home", format="text", lang="{page.lang}"))`'
        raise ValueError(f"fence: expected `from rnnformula.site import cite`, an empty line and {expected}")
    check_options(fence, {"exec": "on", "result": match["format"]})
    check_lang(page, match["lang"])
    return CitationFence(page, fence, match["id"] or "", match["format"], match["lang"])
