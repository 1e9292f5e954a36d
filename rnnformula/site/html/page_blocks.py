"""Tables, figures and formulas of a page in boxes with links of their own, and the links of headings."""

from __future__ import annotations

import re
from itertools import zip_longest
from typing import TYPE_CHECKING

from markdown.util import HTML_PLACEHOLDER_RE

from rnnformula.language import words
from rnnformula.site.html.pieces import PageProcessor, replace_by_text, text_behind

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element


#: What pymdownx.arithmatex makes of a formula in a line of its own.
DISPLAY = ("div", "arithmatex")
#: The link of a heading as the extension for contents makes it.
BARE_LINK = re.compile(r'<a href="(#[^"]+)" class="headerlink" title="#">(#)</a>')


class Block(str):
    """The HTML of a fence's output, and what kind of block that is: table, figure or formula."""

    kind: str

    def __new__(cls, html: str, kind: str) -> Block:
        """Make a text that knows its kind."""
        block = super().__new__(cls, html)
        block.kind = kind
        return block


class AnchoredBlocks(PageProcessor):
    """Give a block behind an anchor, ``[](){#id}``, a box with a link that says where it leads.

    An anchor before anything else stays a place that links can lead to.
    """

    def run(self, root: Element) -> None:
        """Replace each anchor by a box, or by the place it marks."""
        for parent in list(root.iter()):
            children = list(parent)
            for child, follower in zip_longest(children, children[1:]):
                name = _anchor(child)
                if not name:
                    continue
                kind = "" if follower is None or (child.tail or "").strip() else self._kind(follower)
                if follower is not None and kind:
                    self._box(parent, child, follower, name, kind)
                else:
                    child.tag, child.attrib = "span", {"id": name}
                    del child[:]

    def _kind(self, element: Element) -> str:
        """The kind of block that an element is; empty for all else."""
        if element.tag == "table":
            return "table"
        if (element.tag, element.get("class")) == DISPLAY:
            return "formula"
        stashed = HTML_PLACEHOLDER_RE.fullmatch((element.text or "").strip())
        if element.tag == "p" and stashed and not len(element):
            block = self.pieces.md.htmlStash.rawHtmlBlocks[int(stashed[1])]
            return block.kind if isinstance(block, Block) else ""
        return ""

    def _box(self, parent: Element, anchor: Element, block: Element, name: str, kind: str) -> None:
        label = words(self.page.lang)
        leads = label[f"link_{kind}"]
        before = f'<div class="block" id="{name}">'
        behind = (
            f'<a class="permalink" href="#{name}" title="{leads}" '
            f'aria-label="{label["item"].format(name=leads, value=name)}">#</a></div>'
        )
        anchor.tail = None
        replace_by_text(parent, anchor, self.pieces.keep(before))
        text_behind(block, self.pieces.keep(behind))


class HeadingLinks(PageProcessor):
    """Have the link of each heading say what it is; the search leaves it out."""

    def run(self, root: Element) -> None:
        """Replace each link of a heading."""
        for heading in list(root.iter()):
            for link in heading.findall("a[@class='headerlink']"):
                written = _heading_link(str(link.get("href")), str(link.text), self.page.lang)
                replace_by_text(heading, link, self.pieces.keep(written))


def with_heading_links(content: str, lang: str) -> str:
    """A page whose headings came as HTML, as mkdocstrings makes them, with links that say what they are."""
    return BARE_LINK.sub(lambda match: _heading_link(match[1], match[2], lang), content)


def _heading_link(target: str, text: str, lang: str) -> str:
    label = words(lang)
    name = label["item"].format(name=label["link_step"], value=target.removeprefix("#"))
    return (
        f'<a class="headerlink" href="{target}" title="{label["link_step"]}" '
        f'aria-label="{name}" data-search-exclude>{text}</a>'
    )


def _anchor(element: Element) -> str:
    """The id of an anchor in a paragraph of its own, as Markdown leaves it; empty for all else."""
    if element.tag != "p" or len(element) != 1 or (element.text or element[0].tail or "").strip():
        return ""
    link = element[0]
    empty = link.tag == "a" and link.get("href") == "" and not link.text and not len(link)
    return str(link.get("id", "")) if empty else ""
