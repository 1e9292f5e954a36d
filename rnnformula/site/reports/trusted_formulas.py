"""The formulas of pages that no check can judge, each with its page and the reason why it is right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT, words
from rnnformula.render.printed_table import Table
from rnnformula.site.reports.report_kind import Report
from rnnformula.site.reports.table_cells import one_per_line

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book
    from rnnformula.site.reports.build_facts import Facts

#: What lines up the rows of a formula, for which a cell of a table has no place.
LAYOUT_MARKS = re.compile(r"\\(?:begin|end)\{aligned\}|&")
#: Ends a row of a formula.
ROW_END = r"\\"


def trusted_formulas_table(facts: Facts, lang: str) -> Table:
    """A row for each formula: the formula and its page, the reason."""
    label = words(lang)
    rows = tuple(
        (
            one_per_line([*(f"${row}$" for row in _rows(formula.tex)), *facts.page_links([formula.page], lang)]),
            formula.why.get(lang, formula.why[DEFAULT]),
        )
        for formula in facts.book.listed_formulas
    )
    return Table((label["formula"], label["reason"]), rows)


def trusted_formulas(book: Book) -> tuple[str, ...]:
    """The TeX of all formulas in the table, row by row."""
    return tuple(row for formula in book.listed_formulas for row in _rows(formula.tex))


def _rows(tex: str) -> list[str]:
    return [" ".join(row.split()) for row in LAYOUT_MARKS.sub(" ", tex).split(ROW_END)]


REPORTS = {
    "trusted_formulas": Report(trusted_formulas_table, formulas=trusted_formulas, fold="all_exceptions", searched=False)
}
