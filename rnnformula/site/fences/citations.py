"""Fences that say how to cite a step or the whole site."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.site import cite
from rnnformula.site.fences.options import ExecutedFence, check_lang, check_options

if TYPE_CHECKING:
    from rnnformula.site.book.pages import Fence, Page

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

    def rendered(self, work: cite.Work) -> str:
        """What the fence prints.

        Raises:
            InputError: an id or a format that is unknown.
        """
        if self.id:
            return cite.step(self.id, format=self.format, lang=self.lang, work=work)
        return cite.site(format=self.format, lang=self.lang, work=work)


def read_citation(page: Page, fence: Fence) -> CitationFence:
    """Read ``print(cite.step("ID", format="text", lang="en"))`` below the import.

    Raises:
        ValueError: the code is something else.
    """
    match = CODE.fullmatch(fence.code)
    if not match:
        expected = f'`print(cite.step("home", format="text", lang="{page.lang}"))`'
        raise ValueError(f"fence: expected `from rnnformula.site import cite`, an empty line and {expected}")
    check_options(fence, {"exec": "on", "result": match["format"]})
    check_lang(page, match["lang"])
    return CitationFence(page, fence, match["id"] or "", match["format"], match["lang"])
