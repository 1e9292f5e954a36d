"""Ids written by hand: on every heading, well formed, each once in the whole site."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.site.book.pages import BRACES
from rnnformula.site.book.problems import Problem
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page

FORM = re.compile(r"[a-z][a-z0-9]*(?:[-.][a-z0-9]+)*")


def check(book: Book) -> Checked:
    """Find headings without an id, malformed ids, ids used twice, and ids where none can be."""
    problems: list[Problem] = []
    seen: dict[tuple[str, str], str] = {}
    for page in book.pages:
        problems += _headings(page)
        problems += _stray(page)
        for item in book.ids_of(page):
            place = f"{page.file}:{item.line}"
            if not FORM.fullmatch(item.text):
                message = Message(
                    "id {name!r}: expected words of a-z and 0-9 joined by - and ., such as simple-rnn.bias",
                    name=item.text,
                )
                problems.append(Problem(page.file, item.line, message, page.lang))
            if (first := seen.setdefault((page.lang, item.text), place)) != place:
                problems.append(
                    Problem(
                        page.file,
                        item.line,
                        Message(
                            "id {name!r} is used at {first} too; a link leads to one place", name=item.text, first=first
                        ),
                        page.lang,
                    )
                )
    return Checked(sum(len(book.ids_of(page)) for page in book.pages), problems)


def _headings(page: Page) -> Iterator[Problem]:
    for heading in page.headings:
        if not heading.id:
            message = Message(
                "heading {heading!r} has no id; end it with a blank and {{#such-an-id}}, so that others can link to it",
                heading=heading.text,
            )
            yield Problem(page.file, heading.line, message, page.lang)
    tops = [heading for heading in page.headings if heading.level == 1]
    if len(tops) != 1 or page.headings[0] != tops[0]:
        line = tops[-1].line if tops else 1
        yield Problem(
            page.file,
            line,
            Message("a page begins with its one # heading, its title in the menu; found {number}", number=len(tops)),
            page.lang,
        )


def _stray(page: Page) -> Iterator[Problem]:
    """Braces that Python-Markdown would show to the reader, or attach to something else."""
    known = {item.line for item in page.ids}
    for number, line in page.prose:
        if BRACES.search(line) and number not in known:
            message = Message(
                "an id stands behind a heading and a blank, or as [](){{#such-an-id}} before a table or "
                "equation; elsewhere readers would see the braces"
            )
            yield Problem(page.file, number, message, page.lang)
