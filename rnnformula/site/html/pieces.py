"""HTML that is ready: kept aside while Markdown is converted, put back into the page at the very end."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from markdown.postprocessors import Postprocessor
from markdown.treeprocessors import Treeprocessor
from markdown.util import ETX, STX

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

    from markdown import Markdown

    from rnnformula.site.html.current_page import CurrentPage

PIECE_MARK = f"{STX}piece:{{}}{ETX}"
FIND = re.compile(PIECE_MARK.format(r"(\d+)"))


class Pieces(Postprocessor):
    """The pieces of one conversion.

    Markdown's own stash would not do: a paragraph that is nothing but a piece would lose its ``<p>``.
    """

    name = "pieces"

    def __init__(self, md: Markdown) -> None:
        super().__init__(md)
        self.kept: list[str] = []

    def keep(self, html: str) -> str:
        """Keep a piece; returns the text that stands for it in the tree."""
        self.kept.append(html)
        return PIECE_MARK.format(len(self.kept) - 1)

    def run(self, text: str) -> str:
        """Put the pieces back."""
        return FIND.sub(lambda match: self.kept[int(match[1])], text)


class PageProcessor(Treeprocessor):
    """Changes the tree of a page, in its language, with pieces for what a tree can't hold."""

    def __init__(self, page: CurrentPage, pieces: Pieces) -> None:
        super().__init__(pieces.md)
        self.page = page
        self.pieces = pieces


def text_before_child(parent: Element, child: Element) -> str:
    """The text right before a child of an element."""
    place = list(parent).index(child)
    return (parent[place - 1].tail if place else parent.text) or ""


def set_text_before_child(parent: Element, child: Element, text: str) -> None:
    """Set the text right before a child of an element."""
    place = list(parent).index(child)
    if place:
        parent[place - 1].tail = text
    else:
        parent.text = text


def text_before(parent: Element, child: Element, text: str) -> None:
    """Add text right before a child of an element."""
    set_text_before_child(parent, child, text_before_child(parent, child) + text)


def text_behind(child: Element, text: str) -> None:
    """Add text right behind an element."""
    child.tail = text + (child.tail or "")


def replace_by_text(parent: Element, child: Element, text: str) -> None:
    """Put text in the place of a child; what stood behind it stays."""
    text_before(parent, child, text + (child.tail or ""))
    parent.remove(child)
