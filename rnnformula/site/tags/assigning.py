"""New ids get a tag and an entry in the ledger; entries follow their ids to other pages, and are never taken out."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, NoReturn

from rnnformula.citing.tag_code import nth_tag
from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.book.published_ids import PublishedId, former_address, write_ledger
from rnnformula.site.book.sources import LEDGER
from rnnformula.site.book.work import read_work
from rnnformula.site.kept.files import write_whole
from rnnformula.site.messages import Message
from rnnformula.site.tags.spans import read_spans

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.site.book.contents import Book
    from rnnformula.site.tags.spans import Span


def extend_ledger(book: Book, renamed: Iterable[tuple[str, str]] = ()) -> list[Message]:
    """Bring the ledger up to what the pages have, and say what changed; ``renamed`` are pairs of an id and its new one.

    A new id gets the next tag. An id that stands on another page than before keeps its tag, and its former address.
    Titles are those of the pages.

    Raises:
        SiteError: the ledger is damaged, or an id to be renamed is not in it, or is still on a page.
    """
    entries, changes = list(book.published_ids), []
    spans = spans_by_id(book)
    for old, new in renamed:
        entries = _renamed(entries, old, new, spans)
        changes.append(Message("renamed {old} to {new}", old=old, new=new))
    for number, entry in enumerate(entries):
        if entry.id in spans and not entry.retired:
            entries[number] = moved = _moved(entry, spans[entry.id])
            if moved.page != entry.page:
                message = Message("{name} moved from {old} to {new}", name=entry.id, old=entry.page, new=moved.page)
                changes.append(message)
    known = {entry.id for entry in entries}
    version = read_work(book).version
    since = "" if book.released == version else version  # what is new after a release is in none yet
    for name in spans:
        if name not in known:
            by_language = spans[name]
            first = by_language.get(DEFAULT) or next(iter(by_language.values()))
            tag = nth_tag(len(entries))
            entry = PublishedId(name, tag, first.page.path, first.kind, _titles(by_language), since)
            entries.append(entry)
            changes.append(Message("added {tag} {entry}", tag=tag, entry=f"{entry.page} {entry.id}"))
    if (text := write_ledger(entries)) != book.sources.get(LEDGER):
        write_whole(book.root / LEDGER, text)
    return changes


def spans_by_id(book: Book) -> dict[str, dict[str, Span]]:
    """What each id names, by language: pages in the order of the menu, ids in that of each page."""
    order = {path: number for number, path in enumerate(book.settings.menu)}
    pages = sorted(book.pages, key=lambda page: (order.get(page.path, len(order)), page.path, page.lang != DEFAULT))
    spans: dict[str, dict[str, Span]] = {}
    for page in pages:
        if page.lang in LANGUAGES:
            for name, span in read_spans(book, page).items():
                spans.setdefault(name, {})[page.lang] = span
    return spans


def _titles(spans: dict[str, Span]) -> dict[str, str]:
    return {lang: spans[lang].title for lang in LANGUAGES if lang in spans}


def _moved(entry: PublishedId, spans: dict[str, Span]) -> PublishedId:
    """The entry with the page and the titles that its id has now."""
    first = spans.get(DEFAULT) or next(iter(spans.values()))
    former = entry.former
    if first.page.path != entry.page:
        former = (*former, *([entry.page] if entry.kind == "page" else []), entry.address)
        former = tuple(address for address in former if address != former_address(first.page.path, entry.id))
    return replace(entry, page=first.page.path, kind=first.kind, titles=_titles(spans), former=former)


def _renamed(entries: list[PublishedId], old: str, new: str, spans: dict[str, dict[str, Span]]) -> list[PublishedId]:
    places = [number for number, entry in enumerate(entries) if entry.id == old]
    if not places:
        _refuse(Message("unknown id {name!r}; {file} lists all", name=old, file=LEDGER))
    if old in spans:
        _refuse(Message("{old!r} is still on {page}; rename it there first", old=old, page=_page(spans[old])))
    if new not in spans:
        _refuse(Message("no page has the id {name!r}", name=new))
    if any(entry.id == new for entry in entries):
        _refuse(Message("{name!r} has a tag of its own already", name=new))
    (place,) = places
    entry = entries[place]
    return [*entries[:place], replace(entry, id=new, former=(*entry.former, entry.address)), *entries[place + 1 :]]


def _page(spans: dict[str, Span]) -> str:
    return next(iter(spans.values())).page.file


def _refuse(message: Message) -> NoReturn:
    raise SiteError([Problem(LEDGER, 1, message)])
