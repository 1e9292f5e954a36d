"""Formulas in the HTML of pages: MathML in their places, and sizes that follow the notation of the reader."""

from __future__ import annotations

import html
from typing import TYPE_CHECKING

from markdown.inlinepatterns import InlineProcessor

from rnnformula.language import LANGUAGES, words
from rnnformula.site.fences.label import FIGURE_SIZE, TABLE_SIZE
from rnnformula.site.html.math.mathml import DEFAULT_NOTATION, expand
from rnnformula.site.html.pieces import PageProcessor, replace_by_text

if TYPE_CHECKING:
    from re import Match
    from xml.etree.ElementTree import Element

    from rnnformula.site.html.pieces import Pieces

#: The class that pymdownx.arithmatex gives to a formula: to a <span>, or to a <div> where it has a line of its own.
ARITHMATEX = "arithmatex"
#: What it puts around the TeX, either in parentheses or in brackets.
AROUND_TEX = 2
#: A size in a figure; the browser writes it anew as text.
DRAWN_SIZE = ' data-size="{name}"'
#: The marks that must not begin a line, and what keeps one behind a formula on its line.
CLOSING_MARKS = "".join(language.prose().closing_marks for language in LANGUAGES.values())
WORD_JOINER = "\u2060"


class FormulasInPage(PageProcessor):
    """Put MathML in the place of each formula."""

    def run(self, root: Element) -> None:
        """Replace the formulas of the page."""
        for parent in list(root.iter()):
            for formula in parent.findall(f"*[@class='{ARITHMATEX}']"):
                display = formula.tag == "div"
                shown = self.page.shown_formula(_tex(formula), display)
                if display:
                    shown = _box(shown, self.page.lang)
                elif formula.tail and formula.tail[0] in CLOSING_MARKS and shown.endswith("</math>"):
                    formula.tail = WORD_JOINER + formula.tail
                replace_by_text(parent, formula, self.pieces.keep(shown))


class SizesInTables(InlineProcessor):
    """Mark a size, ``<var>units</var>``, with its TeX, by which the browser writes it in another notation."""

    def __init__(self, pieces: Pieces) -> None:
        super().__init__(TABLE_SIZE.pattern, pieces.md)
        self.pieces = pieces

    def handleMatch(  # type: ignore[override]  # the name that Markdown calls
        self, match: Match[str], data: str
    ) -> tuple[str, int, int]:
        """The size as it stands in the page, and where it stood in the text."""
        written = f"<var {follows(match[1])}>{match[1]}</var>"
        return self.pieces.keep(written), match.start(), match.end()


def follows(name: str) -> str:
    """The attributes of a size, of a macro's name, that is written in the notation of the reader.

    Raises:
        TexError: the macro takes arguments.
    """
    tex = html.escape(expand(DEFAULT_NOTATION, f"\\{name}"))
    return f'data-follows data-tex="{tex}"'


def with_drawn_sizes(figure: str) -> str:
    """A figure whose sizes follow the notation of the reader; errors as in `follows`."""
    for name in dict.fromkeys(FIGURE_SIZE.findall(figure)):
        size = DRAWN_SIZE.format(name=name)
        figure = figure.replace(f"{size}>", f"{size} {follows(name)}>")
    return figure


def _tex(formula: Element) -> str:
    return html.unescape(formula.text or "")[AROUND_TEX:-AROUND_TEX].strip()


def _box(tagged: str, lang: str) -> str:
    """A display formula in a box that scrolls, by keyboard too, with a button that copies its TeX."""
    label = words(lang)
    copy = label["copy_tex"]
    return (
        f'<div class="formula"><div class="scroll" tabindex="0" role="group" aria-label="{label["formula"]}">'
        f"{tagged}</div>"
        f'<button class="copy" type="button" data-search-exclude title="{copy}" aria-label="{copy}">'
        "TeX</button></div>"
    )
