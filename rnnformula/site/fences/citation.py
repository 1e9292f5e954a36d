"""Fences that say how to cite a step or the whole site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.site.book import citations
from rnnformula.site.book.contents import ExecutedFence
from rnnformula.site.fences.options import check_lang, check_options
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Fence, Page

#: The word by which such a fence is recognised.
CITATION_WORD = re.compile(r"\bcite\b")
#: Format -> the language of the code block that shows it, where that has another name.
SHOWN_AS = {"csl-json": "json", "gb7714": "text", "link": "text"}
CITATION_CODE = re.compile(
    r"from rnnformula\.site import cite\n\n"
    r'print\(cite\.(?:site\(|step\("(?P<id>[^"]+)", )format="(?P<format>[^"]+)", lang="(?P<lang>[^"]+)"\)\)\s*'
)


@dataclass(frozen=True)
class CitationFence(ExecutedFence):
    """The citation of the step that has this id; of the whole site where the id is empty."""

    id: str
    format: str
    lang: str

    box = "citation"

    def printed(self, book: Book) -> str:
        """The citation.

        Raises:
            InputError: an unknown id or format.
        """
        if self.id:
            return citations.cite_step(self.id, format=self.format, lang=self.lang, book=book)
        return citations.cite_site(format=self.format, lang=self.lang, book=book)


def read_citation(page: Page, fence: Fence) -> CitationFence | None:
    """Read ``print(cite.step("ID", format="text", lang="LANGUAGE"))`` below the import; None where nothing is cited.

    Raises:
        ValueError: the code is written in another way.
    """
    if not CITATION_WORD.search(fence.code):
        return None
    match = CITATION_CODE.fullmatch(fence.code)
    if not match:
        expected = f'`print(cite.step("home", format="text", lang="{page.lang}"))`'
        raise ValueError(
            Message(
                "fence: expected `from rnnformula.site import cite`, an empty line and {expected}", expected=expected
            )
        )
    check_options(fence, {"exec": "on", "result": SHOWN_AS.get(match["format"], match["format"])})
    check_lang(page, match["lang"])
    return CitationFence(page, fence, match["id"] or "", match["format"], match["lang"])
