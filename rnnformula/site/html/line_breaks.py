"""Where lines may end: in headings between words, in names of code behind dots and underscores, in no bracket."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING, Any

from rnnformula.site.html.pieces import PageProcessor
from rnnformula.site.html.segmenting import words_of
from rnnformula.site.reports.table_cells import TOGETHER, TOGETHER_CLASS, TOGETHER_END

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from xml.etree.ElementTree import Element

#: Where a browser may end a line.
MAY_BREAK = "<wbr>"
HEADINGS = ("h1", "h2", "h3", "h4")
PERMALINK = "headerlink"
#: Before the bracket of a call that is longer than a heading's line on a phone.
LONG_CALL = re.compile(r"(?<=\w{12})(?=\(\w+\))")
LAST_CHARACTER = re.compile(r" (?=\S$)")
#: Elements of a heading, and of a page, whose text is no prose.
NOT_SEGMENTED = ("code", "a")
#: Elements whose text is sentences; a sum in brackets there, and a product of two in code.
SENTENCES = ("p", "li", "dd", "strong", "em", "a")
BRACKETED_SUM = re.compile(r"(?:× )?\([\w,.]+(?: [×+−] [\w,.]+)+\)")
PRODUCT = re.compile(r"\w+ × \w+")
CODE_WITHIN, BLOCK_OF_CODE = "code", "pre"
#: A name of code that fills a column of a table, or half a line of a phone; where it breaks.
LONG_NAME = re.compile(r"[\w.\[\]()=/]{15,}")
BREAKS_BEHIND = re.compile(r"(?<=[\w\]]\.)(?=[^\W\d_])|(?<=[^\W_]_)(?=[^\W_])")


class HeadingWords(PageProcessor):
    """Let headings break between words, where a language has no blanks between them, and nowhere else."""

    def run(self, root: Element) -> None:
        """Mark the places between words in the headings of the page."""
        mark = self.pieces.keep(MAY_BREAK)
        for heading in root.iter():
            if heading.tag in HEADINGS:
                for part in _prose(heading):
                    part.text = part.text and self._between_words(part.text, mark)
                    for child in part:
                        child.tail = child.tail and self._between_words(child.tail, mark)
                self._keep_last(heading)

    def _between_words(self, text: str, mark: str) -> str:
        return LONG_CALL.sub(mark, mark.join(words_of(text, self.page.lang)))

    def _keep_last(self, heading: Element) -> None:
        """Keep a single character at the end of a heading on the line of what is before it."""
        inner = [child for child in heading if child.get("class") != PERMALINK]
        if inner:
            inner[-1].tail = LAST_CHARACTER.sub(self.pieces.keep("&nbsp;"), inner[-1].tail or "")
        else:
            heading.text = LAST_CHARACTER.sub(self.pieces.keep("&nbsp;"), heading.text or "")


class CodeNames(PageProcessor):
    """Let long names of code break behind their dots and underscores."""

    def run(self, root: Element) -> None:
        """Mark these places in the code of sentences and tables."""
        mark = self.pieces.keep(MAY_BREAK)
        for parent in root.iter():
            if parent.tag != BLOCK_OF_CODE:
                for code in parent.findall(CODE_WITHIN):
                    if not len(code) and code.text:
                        code.text = LONG_NAME.sub(lambda name: BREAKS_BEHIND.sub(mark, name[0]), code.text)


class Brackets(PageProcessor):
    """Keep a sum in brackets, ``H × (I + H + 1)``, and a product in code on one line of the sentence they stand in."""

    def run(self, root: Element) -> None:
        """Put an element around each sum, and mark the code of each product."""
        for part in root.iter():
            if part.tag in SENTENCES:
                part.text = part.text and BRACKETED_SUM.sub(self._together, part.text)
                for child in part:
                    if child.tag == CODE_WITHIN and PRODUCT.fullmatch(child.text or ""):
                        child.set("class", TOGETHER_CLASS)
                    child.tail = child.tail and BRACKETED_SUM.sub(self._together, child.tail)

    def _together(self, bracket: re.Match[str]) -> str:
        return self.pieces.keep(f"{TOGETHER}{html.escape(bracket[0])}{TOGETHER_END}")


def break_titles(contents: Iterable[Any], lang: str) -> None:
    """Let the titles in the table of contents of a page, which are HTML, break between words only."""
    for entry in contents:
        entry.title = MAY_BREAK.join(words_of(entry.title, lang))
        break_titles(entry.children, lang)


def _prose(element: Element) -> Iterator[Element]:
    yield element
    for child in element:
        if child.tag not in NOT_SEGMENTED and not child.get("class"):
            yield from _prose(child)
