"""Formulas in the HTML of pages: MathML in their places, and sizes that follow the notation of the reader."""

from __future__ import annotations

import html
import re
from typing import TYPE_CHECKING

from markdown.inlinepatterns import InlineProcessor

from rnnformula.language import LANGUAGES, words
from rnnformula.language.notation import NOTATIONS, SHORT, arrays_in_tex, plain
from rnnformula.render.quoting import part_of_mark
from rnnformula.site.fences.label import FIGURE_SIZE, TABLE_SIZE
from rnnformula.site.html.math.mathml import DEFAULT_NOTATION, expand
from rnnformula.site.html.pieces import PageProcessor, replace_by_text, set_text_before_child, text_before_child
from rnnformula.site.reports.table_cells import TOGETHER, TOGETHER_END

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
#: Where words that stand for a part of a layer begin and end in a table.
PART_OPENS = r'<span data-part="[^"<>]+">'
PART_MARK = f"{PART_OPENS}|</span>"
#: The marks that must not begin a line, and those that must not end one. To a browser a formula is like a picture,
#: beside which a line may always end, a word joiner or not.
CLOSING_MARKS = "".join(language.prose().closing_marks for language in LANGUAGES.values())
MARK_BEFORE = re.compile(r"[\(\[（“《]$")
MARKS_BEHIND = re.compile(f"[{re.escape(CLOSING_MARKS)}]+")


class FormulasInPage(PageProcessor):
    """Put MathML in the place of each formula."""

    def run(self, root: Element) -> None:
        """Replace the formulas of the page."""
        for parent in list(root.iter()):
            for formula in parent.findall(f"*[@class='{ARITHMATEX}']"):
                display = formula.tag == "div"
                tex = tex_of(formula)
                shown = self.page.shown_formula(tex, display)
                shown = _box(self._both(shown, tex), self.page.lang) if display else _bind(shown, parent, formula)
                replace_by_text(parent, formula, self.pieces.keep(shown))

    def _both(self, shown: str, tex: str) -> str:
        """An equation with arrays in it, and once more in letters, for phones whose reader chose no notation."""
        ways = self.page.formulas.known.get((tex, True), {})
        if SHORT.key not in ways or not (arrays := arrays_in_tex(tex)):
            return shown
        built = NOTATIONS[DEFAULT_NOTATION]
        names = ((SHORT.tex[array], plain(built.tex[array])) for array in arrays)
        named = (f"{letter} = <code{part_of_mark(name)}>{name}</code>" for letter, name in names)
        listed = words(self.page.lang)["comma"].join(named)
        return (
            f'<div class="words">{shown}</div><div class="short" data-search-exclude>{ways[SHORT.key].tagged()}'
            f'<div class="letters">{listed}</div></div>'
        )


class SizesInTables(InlineProcessor):
    """Mark a size, ``<var>units</var>``, with its TeX, by which the browser writes it in another notation."""

    def __init__(self, pieces: Pieces) -> None:
        super().__init__(TABLE_SIZE.pattern, pieces.md)
        self.pieces = pieces

    def handleMatch(  # type: ignore[override]  # the name that Markdown calls
        self, match: Match[str], data: str
    ) -> tuple[str, int, int]:
        """The size as it stands in the page, and where it stood in the text."""
        written = f"<var{match['part'] or ''} {follows(match['size'])}>{match['size']}</var>"
        return self.pieces.keep(written), match.start(), match.end()


class PartsInTables(InlineProcessor):
    """Keep the marks of what stands for a part of a layer, so that a sum with them is still seen to be a sum."""

    def __init__(self, pieces: Pieces) -> None:
        super().__init__(PART_MARK, pieces.md)
        self.pieces = pieces

    def handleMatch(  # type: ignore[override]  # the name that Markdown calls
        self, match: Match[str], data: str
    ) -> tuple[str, int, int]:
        """The mark as it stands in the page, and where it stood in the text."""
        return self.pieces.keep(match[0]), match.start(), match.end()


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


def tex_of(formula: Element) -> str:
    """The TeX of a formula as pymdownx.arithmatex leaves it in the tree."""
    return html.unescape(formula.text or "")[AROUND_TEX:-AROUND_TEX].strip()


def _bind(shown: str, parent: Element, formula: Element) -> str:
    """The formula with the marks right before and behind it, taken from the tree, in an element that no line breaks."""
    before, behind = text_before_child(parent, formula), MARKS_BEHIND.match(formula.tail or "")
    opening = MARK_BEFORE.search(before)
    if not shown or not (opening or behind):
        return shown
    if opening:
        set_text_before_child(parent, formula, before[: opening.start()])
    closing = behind[0] if behind else ""
    formula.tail = (formula.tail or "").removeprefix(closing)
    return f"{TOGETHER}{opening[0] if opening else ''}{shown}{closing}{TOGETHER_END}"


def _box(tagged: str, lang: str) -> str:
    """A display formula in a box that scrolls, by keyboard too, with a button that copies its TeX."""
    label = words(lang)
    copy = label["copy_tex"]
    return (
        f'<div class="formula"><div class="scroll" tabindex="0" role="group" aria-label="{label["formula"]}">'
        f"{tagged}</div>"
        f'<button class="copy" type="button" data-search-exclude data-done="{label["copied"]}" '
        f'title="{copy}" aria-label="{copy}">TeX</button></div>'
    )
