"""The notations that a reader can choose, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.language.notation import NOTATIONS
from rnnformula.render.printed_table import Table
from rnnformula.site.reports.report_kind import Report
from rnnformula.site.reports.table_cells import TOGETHER, TOGETHER_END, one_per_line

if TYPE_CHECKING:
    from rnnformula.language.notation import Notation
    from rnnformula.site.book.contents import Book
    from rnnformula.site.reports.build_facts import Facts

#: What each notation names, a line each: the sizes, the arrays, what a time step computes with them. The key of a label
#: -> the TeX beside it, written with the macros as on every page.
NAMED_TEX = (
    {"symbol_units": r"\units", "symbol_features": r"\features"},
    {"symbol_kernel": r"\kernel", "symbol_recurrentkernel": r"\recurrentkernel", "symbol_bias": r"\bias"},
    {
        "symbol_inputvector": r"\inputvector",
        "symbol_laststate": r"\laststate",
        "symbol_apply": r"\apply{\kernel}{\inputvector}",
    },
)
COUNT_TEX = r"\units \times (\features + \units + 1)"


def notations_table(facts: Facts, lang: str) -> Table:
    """A row for each notation; no cell follows the notation that the reader chose."""
    label = words(lang)
    head = (label["notation_used"], label["notation_names"], label["count"])
    rows = tuple(
        (
            label[f"column_{key}"],
            one_per_line(_named(line, notation, label) for line in NAMED_TEX),
            f"${notation.expand(COUNT_TEX)}$",
        )
        for key, notation in NOTATIONS.items()
    )
    return Table(head, rows)


def _named(line: dict[str, str], notation: Notation, label: dict[str, str]) -> str:
    """Labels with their TeX; a line breaks between two of them only."""
    items = [f"{label[key]} ${notation.expand(tex)}$" for key, tex in line.items()]
    comma = label["comma"]
    between = f"{comma.rstrip()}{TOGETHER_END}{comma[len(comma.rstrip()) :]}<wbr>{TOGETHER}"
    return f"{TOGETHER}{between.join(items)}{TOGETHER_END}"


def notation_formulas(book: Book) -> tuple[str, ...]:
    """The TeX of all formulas in the table."""
    written = (*(tex for line in NAMED_TEX for tex in line.values()), COUNT_TEX)
    return tuple(notation.expand(tex) for tex in written for notation in NOTATIONS.values())


REPORTS = {"notations": Report(notations_table, formulas=notation_formulas)}
