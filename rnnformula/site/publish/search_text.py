"""The text of a page as the search has it: its headings with their ids, and paragraphs of plain text."""

from __future__ import annotations

import re
from html import escape
from html.parser import HTMLParser
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnformula.site.kept.shelf import Shelf
    from rnnformula.site.publish.generator import Page

#: What says how the site checks itself, and what lists the names of the package, would be found for any layer;
#: headings lead there.
FOUND_BY_HEADINGS = ("about/api.md", "about/checks.md")
#: The mark of an element that the search leaves out.
LEFT_OUT = "data-search-exclude"
#: Elements with no text to read: controls, what only scripts read, the TeX of a formula, and figures, whose numbers
#: stand in a list besides.
SILENT = {"script", "style", "template", "select", "button", "output", "annotation", "svg"}
#: What stands below every example, and above every page of a preview.
SAID_EVERYWHERE = {"ran-with", "preview"}
#: Elements that end nothing and hold nothing.
VOID = {"area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr"}
#: Elements within a line of text; any other begins a paragraph and ends one.
WITHIN_LINES = {
    *("a", "abbr", "b", "bdi", "cite", "code", "em", "i", "kbd", "label", "mark", "q", "s", "small", "span", "strong"),
    *("sub", "sup", "time", "u", "var"),
}
HEADING_ELEMENTS = {f"h{level}" for level in range(1, 7)}
FORMULA_ELEMENT = "math"
#: What has a base and then an index, which is written as W_xh.
INDEXED = {"msub", "msubsup"}
CODE_ELEMENT = "pre"
TABLE_CELLS = {"td", "th"}
#: Between the cells of a row.
BETWEEN_CELLS = " · "
NO_CELL = re.compile(r"(?:^|(?<=·)) *·|· *$")
PARAGRAPH = re.compile(r"<(p|pre)>.*?</\1>")
BLANKS = re.compile(r"\s+")
ANY_LETTER = re.compile(r"\w")
TIGHT = re.compile(r"(?<=[(\[]) | (?=[)\],.;])")
#: Stands where an index begins.
INDEX_MARK = "\ue000"
BEFORE_INDEX = re.compile(rf"\s*{INDEX_MARK}\s*")


class _Reader(HTMLParser):
    """Reads the HTML of a page and writes headings with an id and paragraphs."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.written: list[str] = []
        self._text: list[str] = []
        self._open: list[str] = []
        #: How many elements each open one has had so far, and how many were open where an index began.
        self._inside: list[int] = [0]
        self._index: int | None = None
        #: How many elements were open before one that is left out.
        self._left_out: int | None = None
        self._heading = ""
        self._is_code = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Go into an element, or past it."""
        if tag in VOID:
            if tag == "br":
                self._text.append(" ")
            return
        self._inside[-1] += 1
        if self._index is None and self._open and self._open[-1] in INDEXED and self._inside[-1] == 2:
            self._index = len(self._open)
            self._text.append(INDEX_MARK)
        self._open.append(tag)
        self._inside.append(0)
        if self._left_out is not None:
            return
        given = dict(attrs)
        if LEFT_OUT in given or tag in SILENT or given.get("class") in SAID_EVERYWHERE:
            self._left_out = len(self._open) - 1
            return
        if tag in TABLE_CELLS:
            self._text.append(BETWEEN_CELLS if self._text else "")
        elif not self._is_within_lines(tag):
            self.end_paragraph()
        self._is_code |= tag == CODE_ELEMENT
        if tag in HEADING_ELEMENTS and given.get("id"):
            self._heading = f'<{tag} id="{escape(given["id"] or "")}">'

    def handle_endtag(self, tag: str) -> None:
        """Leave an element, and whatever was left open in it."""
        if tag not in self._open:
            return
        while True:
            self._inside.pop()
            if self._open.pop() == tag:
                break
        if self._index is not None and len(self._open) <= self._index:
            self._index = None
            self._text.append(" ")
        if self._left_out is not None:
            if len(self._open) <= self._left_out:
                self._left_out = None
            return
        if tag in HEADING_ELEMENTS and self._heading:
            self.written.append(f"{self._heading}{self._taken()}</{tag}>")
            self._heading = ""
        elif not self._is_within_lines(tag) and tag not in TABLE_CELLS:
            self.end_paragraph()
        self._is_code &= tag != CODE_ELEMENT

    def handle_data(self, data: str) -> None:
        """Take text, unless it is left out."""
        if self._left_out is None:
            # Each letter of a formula is an element.
            self._text.append(f" {data} " if FORMULA_ELEMENT in self._open and self._index is None else data)

    def _is_within_lines(self, tag: str) -> bool:
        return tag in WITHIN_LINES or tag == FORMULA_ELEMENT or FORMULA_ELEMENT in self._open

    def _taken(self) -> str:
        text = BEFORE_INDEX.sub("_", "".join(self._text))
        text = NO_CELL.sub("", TIGHT.sub("", BLANKS.sub(" ", text))).strip()
        self._text.clear()
        return escape(text, quote=False)

    def end_paragraph(self) -> None:
        """Write what was read since the last one, unless it is part of a heading."""
        if not self._heading and ANY_LETTER.search(text := self._taken()):
            tag = CODE_ELEMENT if self._is_code else "p"
            self.written.append(f"<{tag}>{text}</{tag}>")


def searched_text(content: str) -> str:
    """The HTML of a page as the theme's search is to read it: headings with an id, and paragraphs of plain text."""
    reader = _Reader()
    reader.feed(content)
    reader.close()
    reader.end_paragraph()
    return "".join(reader.written)


class SearchedContent:
    """Lets the search read a page as text, each page once as long as it stays as it is."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._content: str | None = None

    def show(self, page: Page) -> None:
        """Make the page text before the search reads it: first what it says of itself, then what it says."""
        content = self._content = page.content or ""
        text = self.shelf.get(["searched", content], lambda: searched_text(content))
        if page.file.src_uri.endswith(FOUND_BY_HEADINGS):
            text = PARAGRAPH.sub("", text)
        description = page.meta.get("description")
        page.content = f"<p>{escape(str(description), quote=False)}</p>{text}" if description else text

    def take_back(self, page: Page) -> None:
        """Give the page its own content back after the search has read it."""
        page.content = self._content
