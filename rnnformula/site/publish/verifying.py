"""A built site is whole: every page is there in every language, with its headings and examples."""

from __future__ import annotations

import re
from collections import Counter
from typing import TYPE_CHECKING

from rnnformula.site.book.problems import Problem

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page

ID = re.compile(r'<[a-z][^>]*\sid="([^"]+)"')
#: What a page adds to the sizes in a figure; see `rnnformula.site.html.math`.
FOLLOWS = re.compile(r' data-follows data-tex="[^"]*"')
TAG = re.compile(r"<[^>]*>")
#: What no page may show a reader.
BROKEN = {
    "Traceback (most recent call last)": "a traceback",
    'class="arithmatex"': "a formula that was not converted",
    "<p>```": "a fence that was not read",
}


def check_published(book: Book, folder: Path) -> list[Problem]:
    """Compare the HTML below ``folder`` with the pages it was made from."""
    return [problem for page in book.pages for problem in _check(page, book, folder)]


def _check(page: Page, book: Book, folder: Path) -> Iterator[Problem]:
    file = folder / page.address / "index.html"
    if not file.exists():
        yield Problem(page.file, 1, f"{file} was not built", page.lang)
        return
    html = file.read_text(encoding="utf-8")
    for item in book.ids_of(page):
        if f'id="{item.text}"' not in html:
            yield Problem(page.file, item.line, f"the id {item.text!r} is not in {file}", page.lang)
    for name, times in Counter(ID.findall(html)).items():
        if times > 1:
            yield Problem(page.file, 1, f"the id {name!r} is {times} times in {file}", page.lang)
    fences = book.fences_of(page)
    shown = sum(bool(fence.snippet) for fence in fences)
    if (found := html.count('<div class="example">')) != shown:
        yield Problem(page.file, 1, f"{shown} examples are asked for, {found} are in {file}", page.lang)
    for fence in fences:
        if fence.drawn not in FOLLOWS.sub("", html):
            yield Problem(page.file, fence.fence.line, f"the figure is not in {file} as it was drawn", page.lang)
    if (found := TAG.sub("", html).count("--8&lt;--")) != (shown := page.shown_includes):
        yield Problem(page.file, 1, f"{shown} includes are to be shown, {found} are in {file}", page.lang)
    for text, what in BROKEN.items():
        if text in html:
            yield Problem(page.file, 1, f"{what} is in {file}", page.lang)
