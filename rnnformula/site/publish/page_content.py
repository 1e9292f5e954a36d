"""What the HTML of a page's content may not hold: what runs something, or loads it from another host."""

from __future__ import annotations

import json
import re
from typing import TYPE_CHECKING

from rnnformula.site.book.addresses import IGNORED_IN_ADDRESSES
from rnnformula.site.html.html_reader import HtmlReader
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from rnnformula.site.kept.shelf import Shelf

#: How comments, declarations and instructions begin.
UNREADABLE_STARTS = ("<!", "<?")
#: Elements that run or load something, or change what the rest of the page means.
ACTIVE = ("applet", "base", "embed", "form", "frame", "iframe", "link", "meta", "object", "portal", "script", "style")
#: Attributes that are addresses, and how one begins that runs something or leads to another host.
ADDRESSES = ("action", "background", "data", "formaction", "href", "poster", "src", "srcset", "xlink:href")
RUNS = re.compile(r"(?:javascript|vbscript|data):", re.IGNORECASE)
OTHER_HOST = re.compile(r"(?:[a-z][a-z0-9+.-]*:)?[/\\]{2}", re.IGNORECASE)
#: How much of something that can't be read is shown.
SHOWN_LENGTH = 60


class _ActiveParts(HtmlReader):
    """Collects the start tags that run or load something, as they are written."""

    def __init__(self) -> None:
        super().__init__()
        self.parts: dict[str, None] = {}

    def tag(self, name: str, attributes: list[tuple[str, str | None]]) -> None:
        if name in ACTIVE or any(_is_active(attribute, value or "") for attribute, value in attributes):
            self.parts[self.get_starttag_text() or name] = None

    def odd_tag(self, source: str) -> None:
        self.parts[source[:SHOWN_LENGTH]] = None


def active_parts(content: str) -> list[str]:
    """What in the HTML of a page's content runs something or loads it from another host, each as it is written.

    A comment counts, as browsers and parsers disagree where some end, and so does a tag that can't be read. Pages are
    checked as Markdown before; this looks at what became of it.
    """
    for begin in UNREADABLE_STARTS:
        if begin in content:
            return [content[content.index(begin) :][:SHOWN_LENGTH]]
    reader = _ActiveParts()
    reader.feed(content)
    reader.finish()
    return list(reader.parts)


def check_content(content: str, shelf: Shelf) -> str:
    """What is wrong with the HTML of a page's content, empty where nothing is; the shelf keeps the answer."""
    parts = json.loads(shelf.get(["active", content], lambda: json.dumps(active_parts(content))))
    return Message("{parts}: a page may not hold this", parts=", ".join(map(repr, parts))) if parts else ""


def _is_active(name: str, value: str) -> bool:
    if name.startswith("on"):
        return True
    address = IGNORED_IN_ADDRESSES.sub("", value)
    return name in ADDRESSES and bool(RUNS.match(address) or (name != "href" and OTHER_HOST.match(address)))
