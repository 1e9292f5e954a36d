"""Loads the book: reads all sources, and finds the kind of each fence."""

from __future__ import annotations

import re
from dataclasses import replace
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula.errors import InputError
from rnnformula.site.book.contents import Book, ExecutedFence
from rnnformula.site.book.pages import SHOWN_INCLUDE, SHOWN_LANGUAGES, read_pages
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import load_sources
from rnnformula.site.fences import FENCE_KINDS
from rnnformula.site.fences.options import read_options
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterable, Sequence
    from pathlib import Path

    from rnnformula.site.book.pages import Fence, Page
    from rnnformula.site.book.sources import Sources

INFO = re.compile(r'(?P<language>[\w+-]+)(?P<options>(?:\s+[\w-]+="[^"]*")*)\s*')
#: How the first line of a fence begins.
BEGIN = re.compile(r"(?P<indent> *)(?:`{3,}|~{3,})")

Unread = tuple["Fence", Problem]


def read_book(root: Path) -> Book:
    """Read the sources of the project in this folder.

    Raises:
        SiteError: a file that is not UTF-8, or a glossary that can't be read.
    """
    sources = load_sources(root)
    return bind(sources, read_pages(sources))


def bind(sources: Sources, pages: Iterable[Page]) -> Book:
    """Make the book of these pages; everything else comes from the sources."""
    pages = tuple(pages)
    fences: list[ExecutedFence] = []
    unread: list[Unread] = []
    for page in pages:
        executed, unreadable = _fences_of(page)
        fences += executed
        unread += unreadable
    book = Book(sources, pages, tuple(fences), tuple(unread))
    unprintable = [(fence, problem) for fence in fences if (problem := _unprintable(fence, book))]
    if not unprintable:
        return book
    refused = {id(fence) for fence, _ in unprintable}
    unread += [(fence.fence, problem) for fence, problem in unprintable]
    return Book(sources, pages, tuple(fence for fence in fences if id(fence) not in refused), tuple(unread))


def with_edited(book: Book, edited: Iterable[Page]) -> Book:
    """The book with these pages in place of those of the same files; the other pages are read no second time."""
    by_file = {page.file: page for page in edited}
    texts = {**book.sources.texts, **{name: page.source for name, page in by_file.items()}}
    others = tuple(page for page in book.pages if page.file not in by_file)
    new = bind(replace(book.sources, texts=texts), by_file.values())
    pages = tuple(by_file.get(page.file, page) for page in book.pages)
    fences = [*(fence for page in others for fence in book.fences_of(page)), *new.fences]
    places = {page: number for number, page in enumerate(pages)}
    kept = [(fence, problem) for fence, problem in book.unread if problem.file not in by_file]
    return Book(new.sources, pages, tuple(sorted(fences, key=lambda fence: places[fence.page])), (*kept, *new.unread))


@lru_cache(maxsize=512)
def _fences_of(page: Page) -> tuple[tuple[ExecutedFence, ...], tuple[Unread, ...]]:
    """The fences of a page that print something, and those that can't be read; a live build calls this repeatedly."""
    executed: list[ExecutedFence] = []
    unread: list[Unread] = []
    for fence in page.fences:
        try:
            executed_fence = _read(page, fence)
        except ValueError as error:
            unread.append((fence, Problem(page.file, fence.line, str(error), page.lang)))
        else:
            executed += [executed_fence] if executed_fence else []
    return tuple(executed), tuple(unread)


def _unprintable(fence: ExecutedFence, book: Book) -> Problem | None:
    """The problem of a fence that names something the book does not have; None where it can be printed."""
    try:
        fence.printed(book)
    except InputError as error:
        return Problem(fence.page.file, fence.fence.line, Message("fence: {error}", error=str(error)), fence.page.lang)
    return None


def _is_plain(lines: Sequence[str]) -> bool:
    """Whether the generator takes these lines for a fence too; else it would show them as Markdown, HTML and all."""
    begin = BEGIN.match(lines[0])
    if not begin:
        return False
    inside = all(line.startswith(begin["indent"]) or not line.strip() for line in lines[1:-1])
    return inside and lines[-1].rstrip() == begin[0]


def _read(page: Page, fence: Fence) -> ExecutedFence | None:
    """The fence by its kind; None where it only shows a text."""
    if not page.lines[fence.last - 1].lstrip().startswith(("```", "~~~")):
        raise ValueError(Message("fence: it is opened here and never closed"))
    if not _is_plain(page.lines[fence.line - 1 : fence.last]):
        raise ValueError(
            Message("fence: expected the same marks alone on its first and last line, and no line further left")
        )
    match = INFO.fullmatch(fence.info)
    if not match:
        raise ValueError(
            Message('fence: expected a language and options such as exec="on", got {info!r}', info=fence.info)
        )
    if match["language"] in SHOWN_LANGUAGES and not read_options(fence.info):
        if fence.code.count("--8<--") != fence.code.count(SHOWN_INCLUDE):
            raise ValueError(
                Message(
                    "fence: it would show the snippet; to show the include, write {include} in place of --8<--",
                    include=SHOWN_INCLUDE,
                )
            )
        return None
    if match["language"] != "python":
        known = ", ".join(("python", *SHOWN_LANGUAGES))
        raise ValueError(
            Message(
                "fence: expected one of {known}, the latter without options, got {info!r}", known=known, info=fence.info
            )
        )
    return next((executed for read in FENCE_KINDS.values() if (executed := read(page, fence))), None)
