"""Places that had another id, or that stood on this page before: links to them still lead where they are now."""

from __future__ import annotations

import re
from html import escape
from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.site.book.addresses import relative_address

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.published_ids import PublishedId

#: The element that has an id, whatever its other attributes.
ELEMENT = r'<[a-z][a-z0-9]*(?: [^<>]*)? id="{name}"'


def with_former_places(content: str, book: Book, path: str, lang: str) -> str:
    """The HTML of a page with a mark for each former id in front of what has another one now.

    What stands on another page now leaves a line at the end of this one, which leads there without a script too;
    assets/leading.mjs follows it at once.
    """
    left = []
    for entry in book.published_ids:
        for former in entry.former:
            old, _, name = former.partition("#")
            if old != path or not name or entry.retired:
                continue
            if entry.page != path:
                left.append(_left(book, entry, name, lang, path))
            elif name != entry.id:
                content = _marked(content, entry.id, name)
    return content + "".join(left)


def _marked(content: str, name: str, former: str) -> str:
    mark = f'<span id="{escape(former)}"></span>'
    return re.sub(ELEMENT.format(name=re.escape(name)), lambda match: f"{mark}{match[0]}", content, count=1)


def _left(book: Book, entry: PublishedId, name: str, lang: str, path: str) -> str:
    here, target = (
        next((page.address for page in book.pages if (page.path, page.lang) == (wanted, lang)), "")
        for wanted in (path, entry.page)
    )
    address = f"{relative_address(target, here)}#{entry.id}"
    title = escape(entry.title_in(lang))
    line = words(lang)["place_moved"].format(title=f'<a href="{escape(address)}">{title}</a>')
    return f'<p class="moved" id="{escape(name)}" data-search-exclude>{line}</p>'
