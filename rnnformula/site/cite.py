"""Citations of the site and of its steps, as pages show them.

A page shows a citation with a fence of an import and ``print(cite.step("home", format="text", lang="LANGUAGE"))``.
"""

from __future__ import annotations

from pathlib import Path

from rnnformula.site.book import citations
from rnnformula.site.fences.loading import read_book


def site(*, format: str, lang: str) -> str:  # noqa: A002  # the word of the fence
    """The citation of the site in the working directory, ready to copy; errors as in `citations.cite_site`."""
    return citations.cite_site(format=format, lang=lang, book=read_book(Path.cwd()))


def step(id: str, *, format: str, lang: str) -> str:  # noqa: A002
    """The citation of what has this id, in the site of the working directory; errors as in `citations.cite_step`."""
    return citations.cite_step(id, format=format, lang=lang, book=read_book(Path.cwd()))
