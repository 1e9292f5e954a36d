"""Answers of exercises, folded until a reader wants them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any
from xml.etree.ElementTree import Element, SubElement

from rnnformula.language import words
from rnnformula.site.book.pages import ANSWER_END, EXERCISES_END
from rnnformula.site.html.pieces import PageProcessor

if TYPE_CHECKING:
    from collections.abc import Iterable

HEADING = re.compile(r"h[1-6]")


class FoldedAnswers(PageProcessor):
    """Fold what stands between the anchor of an answer, ``[](){#id.answer}``, and the next heading.

    The anchor stands inside, so that a browser unfolds what a link leads to.
    """

    def run(self, root: Element) -> None:
        """Move each answer into an element that is folded."""
        folded: Element | None = None
        for child in list(root):
            if HEADING.fullmatch(child.tag):
                folded = None
            if child.tag == "span" and child.get("id", "").endswith(ANSWER_END):
                folded = Element("details", {"class": "answer"})
                SubElement(folded, "summary").text = words(self.page.lang)["answer"]
                root.insert(list(root).index(child), folded)
            if folded is not None:
                root.remove(child)
                folded.append(child)


def leave_out_exercises(contents: Iterable[Any]) -> None:
    """Have the table of contents of a page lead to its exercises together, not to each."""
    for entry in contents:
        if entry.id.endswith(EXERCISES_END):
            entry.children.clear()
        leave_out_exercises(entry.children)
