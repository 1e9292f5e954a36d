"""A page of the site as one that needs neither a server nor a script."""

from __future__ import annotations

import html
import re
from html.parser import HTMLParser
from typing import TYPE_CHECKING

from rnnformula.site.publish.search_text import VOID
from rnnformula.site.publish.security import CHARSET

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

#: Elements that do nothing without a script, with all that is in them. The theme's switches are check boxes with
#: labels, which work: they stay.
NEEDS_SCRIPT = ("script", "button", "form", "select", "textarea", "dialog", "template")
#: The same by class, and by the field that a label is for.
USELESS_CLASSES = {"md-search", "explain", "figure-take", "model", "notation", "numbers-folds", "numbers-side"}
USELESS_FIELDS = re.compile(r"__search|__palette_\d+|__notation|__paste")
#: What a page loads before it is asked for, and by what a page is ruled.
LOADED_BEFORE, RULE = ("preload", "modulepreload"), "content-security-policy"
#: Nothing runs, whatever would get into a copy.
NO_SCRIPTS = """<meta http-equiv="Content-Security-Policy" content="script-src 'none'; object-src 'none'">"""
LINK = re.compile(r"""(?P<before>\s(?:href|src)=)(?P<mark>["'])(?P<link>.*?)(?P=mark)""", re.IGNORECASE | re.DOTALL)
#: Where a page leads at once that was moved.
REFRESH = re.compile(r"""(?P<before>\scontent=["']\d+;\s*url=)(?P<link>[^"']*)""", re.IGNORECASE)


class _Plain(HTMLParser):
    """Writes a page again, without what needs a script, and with its links as `leading` says."""

    def __init__(self, leading: Callable[[str], str]) -> None:
        super().__init__(convert_charrefs=False)
        self.leading = leading
        self.written: list[str] = []
        #: The name of the element that is being left out, and how many of that name are open.
        self.left_out = ""
        self.open = 0

    def write(self, text: str) -> None:
        if not self.left_out:
            self.written.append(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        source = self.get_starttag_text() or ""
        if self.left_out:
            self.open += tag == self.left_out
        elif tag == "noscript":
            pass  # its content is for this page
        elif not _needs_script(tag, dict(attrs)):
            self.write(self._led(source))
        elif tag not in VOID and not source.endswith("/>"):
            self.left_out, self.open = tag, 1

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if not self.left_out and not _needs_script(tag, dict(attrs)):
            self.write(self._led(self.get_starttag_text() or ""))

    def handle_endtag(self, tag: str) -> None:
        if self.left_out:
            self.open -= tag == self.left_out
            if not self.open:
                self.left_out = ""
        elif tag != "noscript":
            self.write(f"</{tag}>")

    def handle_data(self, data: str) -> None:
        self.write(data)

    def handle_entityref(self, name: str) -> None:
        self.write(f"&{name};")

    def handle_charref(self, name: str) -> None:
        self.write(f"&#{name};")

    def handle_comment(self, data: str) -> None:
        self.write(f"<!--{data}-->")

    def handle_decl(self, decl: str) -> None:
        self.write(f"<!{decl}>")

    def _led(self, tag: str) -> str:
        def led(match: re.Match[str]) -> str:
            link = html.escape(self.leading(html.unescape(match["link"])))
            return f"{match['before']}{match.groupdict().get('mark', '')}{link}{match.groupdict().get('mark', '')}"

        return REFRESH.sub(led, LINK.sub(led, tag))


def plain_page(page: str, leading: Callable[[str], str]) -> str:
    """The page without what needs a script; ``leading`` says where each of its links leads now."""
    reader = _Plain(leading)
    reader.feed(page)
    reader.close()
    return "".join(reader.written).replace(CHARSET, f"{CHARSET}\n{NO_SCRIPTS}", 1)


def linked_from(page: str) -> Iterator[str]:
    """The files that a page that was made plain shows or links to, as it names them."""
    for match in LINK.finditer(page):
        link = html.unescape(match["link"]).split("#")[0]
        if link and "://" not in link:
            yield link


def _needs_script(tag: str, attributes: dict[str, str | None]) -> bool:
    if tag in NEEDS_SCRIPT or USELESS_CLASSES & set((attributes.get("class") or "").split()):
        return True
    if tag == "meta":
        return (attributes.get("http-equiv") or "").lower() == RULE
    if tag == "link":
        return attributes.get("rel") in LOADED_BEFORE
    if tag in ("label", "input"):
        return bool(USELESS_FIELDS.fullmatch((attributes.get("for") if tag == "label" else attributes.get("id")) or ""))
    return False
