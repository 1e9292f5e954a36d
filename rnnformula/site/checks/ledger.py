"""Ids are for ever: the ledger lists each that was published with its tag, and none of them may leave its page."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.site.book.problems import Problem
from rnnformula.site.book.published_ids import former_address, line_of
from rnnformula.site.book.sources import LEDGER
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message
from rnnformula.site.translation.filling import shown_ids

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.published_ids import PublishedId


def check(book: Book) -> Checked:
    """Find ids of the ledger that a page lacks in any language, ids that the ledger lacks, and what stands twice."""
    entries = book.published_ids
    problems = [*_repeated(entries), *_misled(entries)]
    listed = {entry.address for entry in entries if not entry.retired}
    languages: dict[str, set[str]] = {}
    for (lang, path), names in shown_ids(book).items():
        languages.setdefault(lang, set()).update(former_address(path, name) for name in names)
    for page in book.pages:
        for item in book.ids_of(page):
            if former_address(page.path, item.text) not in listed:
                message = Message(
                    "id {name!r} is not in {file}; if it is meant to stay for ever, run `make ids`, and if it is the "
                    'new name of another, `make ids RENAMED="old {name}"`',
                    name=item.text,
                    file=LEDGER,
                )
                problems.append(Problem(page.file, item.line, message, page.lang))
    for lang, addresses in languages.items():
        for number, entry in enumerate(entries):
            if entry.address not in addresses and not entry.retired:
                message = Message(
                    "docs/{lang}/{path} has no id {name!r}; links to its tag {tag} exist: give it back, or see "
                    "CONTRIBUTING.md for how an id is renamed, moved or retired",
                    lang=lang,
                    path=entry.page,
                    name=entry.id,
                    tag=entry.tag,
                )
                problems.append(Problem(LEDGER, line_of(number), message))
    return Checked(len(entries), problems)


def _repeated(entries: list[PublishedId]) -> Iterator[Problem]:
    """Tags, ids and former addresses that stand twice: a link leads to one place."""
    seen: dict[str, int] = {}
    for number, entry in enumerate(entries):
        for name in (entry.tag, entry.id, entry.address, *entry.former):
            if seen.setdefault(name, number) != number or entry.former.count(name) > 1:
                yield Problem(LEDGER, line_of(number), Message("{entry!r} stands twice; leave one of it", entry=name))


def _misled(entries: list[PublishedId]) -> Iterator[Problem]:
    """Retired tags that send readers to no tag, or to one that is retired too."""
    living = {entry.tag for entry in entries if not entry.retired}
    for number, entry in enumerate(entries):
        if entry.retired and entry.retired.see and entry.retired.see not in living:
            message = Message(
                "{tag}: see names {see!r}, which is no tag that is in use", tag=entry.tag, see=entry.retired.see
            )
            yield Problem(LEDGER, line_of(number), message)
