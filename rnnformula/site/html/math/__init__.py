"""All formulas of the site, before any page is made: converted in every notation, with a font that can show them."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.language.notation import NOTATIONS, SHORT
from rnnformula.site.book.problems import Problem
from rnnformula.site.html.math.fonts import MATH_STYLE, characters, missing_glyphs, write_fonts, write_whole_font
from rnnformula.site.html.math.mathml import DEFAULT_NOTATION, Formulas, TexError
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.pages import Page
    from rnnformula.site.html.math.mathml import Formula

#: The notations of readers who have chosen none.
SHOWN_FIRST = {DEFAULT_NOTATION, SHORT.key}


def prepare_formulas(
    book: Book, formulas: Formulas, folder: Path, *, whole_font: bool = False
) -> tuple[list[Problem], list[str]]:
    """Convert the formulas of all pages and write into the folder what a browser needs to show them.

    Returns a problem for each formula that can't be read, or that the font can't show, at every
    place where it stands; and the names of the files, that of the font first. ``whole_font`` writes the font uncut.
    """
    root = book.root
    written = [(formula, page, line) for page in book.pages for formula, line in _formulas(page, book)]
    problems: list[Problem] = []

    def refuse(formula: Formula, message: str) -> None:
        formulas.give_up(formula[0])
        problems.extend(Problem(p.file, line, message, p.lang) for (tex, _), p, line in written if tex == formula[0])

    while True:
        try:
            formulas.convert(formula for formula, _, _ in written)
        except TexError as error:
            refuse((error.tex, False), str(error))
        else:
            break
    for formula in sorted({formula for formula, _, _ in written}):
        ways = formulas.known[formula].values()
        if unknown := missing_glyphs(characters("".join(way.mathml for way in ways)), root):
            listed = ", ".join(f"{letter} (U+{ord(letter):04X})" for letter in sorted(unknown))
            refuse(formula, Message("formula {tex!r}: the math font has no {listed}", tex=formula[0], listed=listed))
    if whole_font:
        fonts = write_whole_font(root, folder)
    else:
        first, chosen = (
            characters(
                "".join(way.mathml for ways in formulas.known.values() for key, way in ways.items() if key in keys)
            )
            for keys in (SHOWN_FIRST, NOTATIONS.keys() - SHOWN_FIRST)
        )
        fonts = write_fonts(first - missing_glyphs(first, root), chosen - missing_glyphs(chosen, root), root, folder)
    tables = folder / "notation"
    shutil.rmtree(tables, ignore_errors=True)  # one of a notation that is gone would be published for ever
    tables.mkdir()
    others = [f"notation/{key}.json" for key in NOTATIONS if key != DEFAULT_NOTATION]
    for name in others:
        (folder / name).write_text(formulas.in_notation(Path(name).stem), encoding="utf-8")
    return problems, [*fonts, MATH_STYLE, "math-licence.txt", *others]


def _formulas(page: Page, book: Book) -> Iterator[tuple[Formula, int]]:
    """The formulas that the page writes and that its fences print, each with its line."""
    for item in page.formulas:
        yield (item.text, item.display), item.line
    for fence in book.fences_of(page):
        for formula in fence.formulas(book):
            yield formula, fence.fence.line
