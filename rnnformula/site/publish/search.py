"""The search index, one a language: a reader finds pages of their own language only, and pays for no other."""

from __future__ import annotations

import json
from html.parser import HTMLParser
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

    from rnnformula.site.book.terms import GlossaryTerm
    from rnnformula.site.kept.shelf import Shelf
    from rnnformula.site.publish.generator import MkDocsConfig, Page

SEARCH_INDEX = "search/search_index.json"
#: Where a word may break; the index has words as they are looked for.
WORD_BREAK = "<wbr>"
#: Elements that the index keeps only the text of.
DRAWN = ("math", "svg")
CODE_TAG, CODE_BLOCK_TAG = "code", "pre"
#: How much more a section counts whose heading is an agreed term.
BOOST = 4


def divide_index(config: MkDocsConfig, site: Path, terms: Iterable[GlossaryTerm]) -> None:
    """Move the entries of the language that was just built into an index below its home page.

    static-i18n collects the entries of all languages and has them written in the end as one; those
    of another language than the default are taken away before it can.
    """
    search: Any = config.plugins["material/search"]
    i18n: Any = config.plugins["i18n"]
    lang = i18n.current_language
    if lang == i18n.default_language:
        return
    index = json.loads(search.search_index.generate_search_index(None))
    named = {term.words[lang] for term in terms}
    for entry in index["docs"]:
        entry["location"] = entry["location"].removeprefix(f"{lang}/")
        # The browser also looks for parts of a Chinese word: 循环 in titles would bury the sections on 循环核.
        if entry["title"].replace("\u200b", "") in named:
            entry["boost"] = BOOST
    file = site / lang / SEARCH_INDEX
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(json.dumps(index, ensure_ascii=False, separators=(",", ":")), encoding="utf-8")
    search.search_index.entries.clear()


class _Flattened(HTMLParser):
    """Copies HTML, of formulas, figures and blocks of code only the text."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.copied: list[str] = []
        self._element = ""
        self._texts: list[str] = []
        self._in_block = False
        #: The place in the HTML up to which it was copied.
        self._upto = 0

    def parse_starttag(self, i: int) -> int:
        end = super().parse_starttag(i)
        name = self.lasttag
        if end < 0:  # cut off
            return end
        if self._element:
            self._texts.append(self.rawdata[self._upto : i])
            self._upto = end
        elif name in DRAWN or (name == CODE_TAG and self._in_block):
            self.copied.append(self.rawdata[self._upto : end])
            self._element, self._upto = name, end
        elif name == CODE_BLOCK_TAG:
            self._in_block = True
        return end

    def parse_endtag(self, i: int) -> int:
        end = super().parse_endtag(i)
        if end < 0:
            return end
        name = self.rawdata[i:end].strip("</> ").lower()
        if name == CODE_BLOCK_TAG:
            self._in_block = False
        if self._element:
            self._texts.append(self.rawdata[self._upto : i])
            self._upto = end
        if name == self._element:
            text = "".join(self._texts)
            self.copied.append(text if name == CODE_TAG else " ".join(text.split()))
            self._element, self._texts, self._upto = "", [], i
        return end

    def finish(self, html: str) -> str:
        """The whole copy."""
        return "".join([*self.copied, html[self._upto :]])


def flatten(content: str) -> str:
    """The HTML of a page for the index: the same text and tags that it keeps, without what it would only skip.

    The theme's reader takes half of a build to walk through the marks of formulas, figures and coloured code.
    """
    content = content.replace(WORD_BREAK, "")
    reader = _Flattened()
    reader.feed(content)
    return reader.finish(content)


class FlatContent:
    """Lets the search read a page without the marks that it skips, each page once as long as it stays as it is."""

    def __init__(self, shelf: Shelf) -> None:
        self.shelf = shelf
        self._content: str | None = None

    def show(self, page: Page) -> None:
        """Flatten the page before the search reads it."""
        content = self._content = page.content or ""
        page.content = self.shelf.get(["flat", content], lambda: flatten(content))

    def take_back(self, page: Page) -> None:
        """Give the page its own content back after the search has read it."""
        page.content = self._content
