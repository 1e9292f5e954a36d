"""Ids are for ever: the ledger lists each that was published, and none of them may leave its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import LEDGER
from rnnformula.site.checks.checked import Checked
from rnnformula.site.kept.files import write_whole
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page


def check(book: Book) -> Checked:
    """Find ids of the ledger that their page lacks in any language, and ids that the ledger lacks."""
    listed = book.ledger
    places = {entry: number for number, entry in enumerate(listed, 1)}
    problems = [
        Problem(LEDGER, number, Message("{entry!r} stands twice; leave one line of it", entry=listed[number - 1]))
        for number in _repeated(listed)
    ]
    languages: dict[str, set[str]] = {}
    for page in book.pages:
        languages.setdefault(page.lang, set()).update(_entries(book, page))
        for item in book.ids_of(page):
            if f"{page.path} {item.text}" not in places:
                message = Message(
                    "id {name!r} is not in {file}; if it is meant to stay for ever, run `make ids`",
                    name=item.text,
                    file=LEDGER,
                )
                problems.append(Problem(page.file, item.line, message, page.lang))
    for lang, entries in languages.items():
        for entry, number in places.items():
            if entry not in entries:
                path, _, name = entry.partition(" ")
                message = Message(
                    "docs/{lang}/{path} has no id {name!r}; links to it exist: leave it there as [](){{#{name}}}",
                    lang=lang,
                    path=path,
                    name=name,
                )
                problems.append(Problem(LEDGER, number, message))
    return Checked(len(listed), problems)


def extend_ledger(book: Book) -> list[str]:
    """Add to the ledger the ids of pages that it lacks, take none out, and return the entries that were added."""
    listed = book.ledger
    added = sorted({entry for page in book.pages for entry in _entries(book, page)} - set(listed))
    if added:
        text = "".join(f"{entry}\n" for entry in sorted({*listed, *added}))
        write_whole(book.root / LEDGER, text)
    return added


def _entries(book: Book, page: Page) -> set[str]:
    return {f"{page.path} {item.text}" for item in book.ids_of(page)}


def _repeated(entries: list[str]) -> list[int]:
    return [number for number, entry in enumerate(entries, 1) if entry in entries[: number - 1]]
