"""How the site and one step of it are cited, as a page asks for it.

A page shows one with a fence of an import and ``print(cite.step("home", format="text", lang="en"))``.
"""

from __future__ import annotations

from pathlib import Path

from rnnformula.site.book import citing
from rnnformula.site.fences.loading import read_book


def site(*, format: str, lang: str) -> str:  # noqa: A002  # the word of the fence
    """The whole site and package of the working directory, ready to copy; errors as in `citing.site`."""
    return citing.site(format=format, lang=lang, book=read_book(Path.cwd()))


def step(id: str, *, format: str, lang: str) -> str:  # noqa: A002
    """What has this id, in the site of the working directory; errors as in `citing.step`."""
    return citing.step(id, format=format, lang=lang, book=read_book(Path.cwd()))
