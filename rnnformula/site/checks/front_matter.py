"""Front matter: every page begins with one, and it holds a description, a gist in one short line, and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from rnnformula.render.text import width_of
from rnnformula.site.book.pages import FRONT_MATTER
from rnnformula.site.book.problems import Problem
from rnnformula.site.checks.checked import Checked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page

EXPECTED = "expected lines of ---, `description: …` and `gist: …` with one text each, and ---"
#: The gist stands under the title of the page wherever another one leads there: that is the room for it, in letters;
#: a Chinese one is as wide as two.
WIDEST_GIST = 64
#: A gist is no sentence of its own.
ENDS = (".", "。")


def check(book: Book) -> Checked:
    """Find front matter that is missing or can't be read, which the generator would show as text, and long gists."""
    return Checked(len(book.pages), [problem for page in book.pages for problem in _problems(page)])


def _problems(page: Page) -> Iterator[Problem]:
    match = FRONT_MATTER.match(page.source)
    try:
        read = yaml.safe_load(match[0].strip("-\n")) if match else None
    except yaml.YAMLError as error:
        read = str(error).splitlines()[0]
    match read:
        case {"description": str(text), "gist": str(gist), **others} if text.strip() and gist.strip() and not others:
            if width_of(gist) > WIDEST_GIST or gist.endswith(ENDS):
                message = f"gist: expected at most {WIDEST_GIST} letters without a full stop, got {gist!r}"
                yield Problem(page.file, 1, message, page.lang)
        case _:
            yield Problem(page.file, 1, f"front matter: {EXPECTED}, got {read!r}", page.lang)
