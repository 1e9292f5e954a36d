"""A built site is whole: every page is there in every language, with its headings and examples."""

from __future__ import annotations

import json
from collections import Counter
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from rnnformula.site.book.claimed import INCLUDE_MARK
from rnnformula.site.book.pages import CODE_FOLDED
from rnnformula.site.book.problems import Problem
from rnnformula.site.html.math.in_pages import with_drawn_sizes
from rnnformula.site.kept.shelf import Shelf
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page

#: What a page says of an include that it shows.
EXAMPLE = ("div", "example")
FOLDED_CODE = ("details", "code")
#: What no page may show a reader.
NEVER_SHOWN = {
    "Traceback (most recent call last)": Message("a traceback"),
    'class="arithmatex"': Message("a formula that was not converted"),
    "<p>```": Message("a fence that was not read"),
}


class _Outline(HTMLParser):
    """Notes the ids of a page, how many examples it has, how many with folded code, and how many includes it shows."""

    def __init__(self) -> None:
        super().__init__()
        self.ids: list[str] = []
        self.examples = 0
        self.folded = 0
        self.texts: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        attributes = dict(attrs)
        if name := attributes.get("id"):
            self.ids.append(name)
        self.examples += (tag, attributes.get("class")) == EXAMPLE
        self.folded += (tag, attributes.get("class")) == FOLDED_CODE

    def handle_data(self, data: str) -> None:
        self.texts.append(data)


def read_outline(html: str) -> str:
    """The ids of a page, how many examples it has, with folded code and without, and how many includes, as JSON."""
    outline = _Outline()
    outline.feed(html)
    outline.close()
    includes = "".join(outline.texts).count(INCLUDE_MARK)
    numbers = {"examples": outline.examples, "folded": outline.folded, "includes": includes}
    return json.dumps({"ids": outline.ids, **numbers})


def check_published(book: Book, folder: Path, shelf: Shelf | None = None) -> list[Problem]:
    """Compare the HTML below ``folder`` with the pages it was made from; the shelf keeps what was read of it."""
    shelf = shelf or Shelf()
    return [problem for page in book.pages for problem in _check(page, book, folder, shelf)]


def _check(page: Page, book: Book, folder: Path, shelf: Shelf) -> Iterator[Problem]:
    file = folder / page.address / "index.html"
    if not file.exists():
        yield Problem(page.file, 1, Message("{file} was not built", file=file), page.lang)
        return
    html = file.read_text(encoding="utf-8")
    outline = json.loads(shelf.get(["outline", html], lambda: read_outline(html)))
    times = Counter(outline["ids"])
    for item in book.ids_of(page):
        if item.text not in times:
            yield Problem(
                page.file, item.line, Message("the id {name!r} is not in {file}", name=item.text, file=file), page.lang
            )
    for name, number in times.items():
        if number > 1:
            yield Problem(
                page.file,
                1,
                Message("the id {name!r} is {number} times in {file}", name=name, number=number, file=file),
                page.lang,
            )
    fences = book.fences_of(page)
    expected = sum(bool(fence.snippet) for fence in fences)
    if (examples := outline["examples"]) != expected:
        yield Problem(
            page.file,
            1,
            Message(
                "{expected} examples are asked for, {examples} are in {file}",
                expected=expected,
                examples=examples,
                file=file,
            ),
            page.lang,
        )
    expected = sum(fence.fence.source == CODE_FOLDED for fence in fences)
    if (folded := outline["folded"]) != expected:
        yield Problem(
            page.file,
            1,
            Message(
                "{expected} examples are to fold their code, {folded} do in {file}",
                expected=expected,
                folded=folded,
                file=file,
            ),
            page.lang,
        )
    for fence in fences:
        if with_drawn_sizes(fence.drawn) not in html:
            yield Problem(
                page.file,
                fence.fence.line,
                Message("the figure is not in {file} as it was drawn", file=file),
                page.lang,
            )
    if (includes := outline["includes"]) != (expected := page.shown_includes):
        yield Problem(
            page.file,
            1,
            Message(
                "{expected} includes are to be shown, {includes} are in {file}",
                expected=expected,
                includes=includes,
                file=file,
            ),
            page.lang,
        )
    for text, fault in NEVER_SHOWN.items():
        if text in html:
            yield Problem(page.file, 1, Message("{fault} is in {file}", fault=fault, file=file), page.lang)
