"""The notations that a reader can choose, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.language.notation import NOTATIONS
from rnnformula.render.layout import Table
from rnnformula.site.reports.report_kind import Report

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book
    from rnnformula.site.reports.build_facts import Facts

#: The key of a row's label -> the TeX that the row shows, written with the macros as on every page.
NOTATION_ROWS = {
    "symbol_units": r"\units",
    "symbol_features": r"\features",
    "symbol_kernel": r"\kernel",
    "symbol_recurrentkernel": r"\recurrentkernel",
    "symbol_bias": r"\bias",
    "symbol_inputvector": r"\inputvector",
    "symbol_laststate": r"\laststate",
    "symbol_apply": r"\apply{\kernel}{\inputvector}",
    "symbol_count": r"\units \times (\features + \units + 1)",
}


def notations_table(facts: Facts, lang: str) -> Table:
    """A row for each symbol, a column for each notation; no cell follows the notation that the reader chose."""
    label = words(lang)
    head = (label["symbol"], *(label[f"column_{key}"] for key in NOTATIONS))
    rows = tuple((label[key], *(f"${tex}$" for tex in _written(tex))) for key, tex in NOTATION_ROWS.items())
    return Table(head, rows)


def notation_formulas(book: Book) -> tuple[str, ...]:
    """The TeX of all formulas in the table."""
    return tuple(written for tex in NOTATION_ROWS.values() for written in _written(tex))


def _written(tex: str) -> tuple[str, ...]:
    return tuple(notation.expand(tex) for notation in NOTATIONS.values())


REPORTS = {"notations": Report(notations_table, formulas=notation_formulas)}
