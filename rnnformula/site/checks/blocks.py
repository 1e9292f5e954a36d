"""Tables, figures and display formulas can be cited: an id stands right before each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.site.book.pages import ANCHOR
from rnnformula.site.book.problems import Problem
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page


def check(book: Book) -> Checked:
    """Find tables, display formulas and fences that print them without an id of their own."""
    things, problems = 0, []
    for page in book.pages:
        for line, kind in _blocks(page, book):
            things += 1
            before = next((text for text in reversed(page.lines[: line - 1]) if text.strip()), "")
            if not ANCHOR.fullmatch(before.strip()):
                message = Message(
                    "this {kind} has no id; write [](){{#such-an-id}} on a line of its own before it, so that it "
                    "can be cited",
                    kind=kind,
                )
                problems.append(Problem(page.file, line, message, page.lang))
    return Checked(things, problems)


def _blocks(page: Page, book: Book) -> Iterator[tuple[int, Message]]:
    for printed in book.fences_of(page):
        if printed.block_kind:
            yield printed.fence.line, Message("table or figure")
    for table in page.tables:
        yield table.line, Message("table")
    for formula in page.formulas:
        if formula.display:
            yield formula.line, Message("formula")
