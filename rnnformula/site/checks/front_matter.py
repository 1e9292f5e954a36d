"""The beginning of a page: front matter with a description, a gist and nothing else, and a short title."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.render.text import width_of
from rnnformula.site.book.pages import read_front_matter
from rnnformula.site.book.problems import Problem
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page

EXPECTED = Message(
    "expected lines of ---, `description: …` and `gist: …` with one text each, and ---, for lists and search engines"
)
#: The gist stands under the title of the page wherever another one leads there: that is the room for it, in letters;
#: a Chinese one is as wide as two.
WIDEST_GIST = 64
#: The title is the name of the page in the menu, in every list and in the header, where a phone has two short lines.
WIDEST_TITLE = 36
#: A gist is no sentence of its own.
ENDS = (".", "。")


def check(book: Book) -> Checked:
    """Find front matter that the generator would show as text, or that is missing, and what is too long."""
    return Checked(len(book.pages), [problem for page in book.pages for problem in _problems(page)])


def _problems(page: Page) -> Iterator[Problem]:
    for title in page.headings[:1]:
        if width_of(title.text) > WIDEST_TITLE:
            message = Message(
                "title: expected at most {letters} letters, got {title!r}; menus on a phone have no room for more",
                letters=WIDEST_TITLE,
                title=title.text,
            )
            yield Problem(page.file, title.line, message, page.lang)
    match read_front_matter(page.source):
        case {"description": str(text), "gist": str(gist), **others} if text.strip() and gist.strip() and not others:
            if width_of(gist) > WIDEST_GIST or gist.endswith(ENDS):
                message = Message(
                    "gist: expected at most {letters} letters without a full stop, got {gist!r}; lists show "
                    "it in a line",
                    letters=WIDEST_GIST,
                    gist=gist,
                )
                yield Problem(page.file, 1, message, page.lang)
        case read:
            yield Problem(
                page.file, 1, Message("front matter: {expected}, got {read!r}", expected=EXPECTED, read=read), page.lang
            )
