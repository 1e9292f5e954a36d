"""Names of arrays in sentences: code that names an array which a figure, a formula or a table of the page shows."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from rnnformula.figures.scene import GATES, UNITS
from rnnformula.site.html.math.in_pages import PART_OPENS
from rnnformula.site.html.pieces import FIND, PageProcessor

if TYPE_CHECKING:
    from collections.abc import Iterator
    from xml.etree.ElementTree import Element

#: Elements whose code is part of a sentence; a link leads elsewhere, and a heading is a place to go to.
WITH_NAMES = ("p", "li", "dd", "td", "strong", "em")
PART = re.compile(r'data-part="([^"]+)"')


class NamedArrays(PageProcessor):
    """Mark code that is the name of an array as that part of the layer."""

    def run(self, root: Element) -> None:
        """Mark the names of the arrays that the page shows; without any there is nothing that they could point to."""
        shown = set(self._shown()) - {GATES, UNITS}
        for sentence in root.iter():
            if sentence.tag in WITH_NAMES and not self._is_marked(sentence):
                for code in sentence.findall("code"):
                    if (name := FIND.sub("", code.text or "")) in shown and not len(code):
                        code.set("data-part", name)

    def _shown(self) -> Iterator[str]:
        """The parts in formulas, which are pieces by now, and in what fences printed."""
        for written in (*self.pieces.kept, *map(str, self.pieces.md.htmlStash.rawHtmlBlocks)):
            yield from map(html.unescape, PART.findall(written))

    def _is_marked(self, sentence: Element) -> bool:
        """Whether a cell says already what part it names."""
        pieces = FIND.findall(sentence.text or "")
        return any(re.match(PART_OPENS, self.pieces.kept[int(number)]) for number in pieces)
