"""The formulas of pages that no check can judge, each with its page and the reason why it is right."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT, words
from rnnformula.render.layout import Table
from rnnformula.site.reports.report_kind import Report

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts


def trusted_formulas_table(facts: Facts, lang: str) -> Table:
    """A row for each formula: its page, its TeX source, the reason."""
    label = words(lang)
    rows = tuple(
        (facts.page_links([formula.page], lang), f"`{formula.tex}`", formula.why.get(lang, formula.why[DEFAULT]))
        for formula in facts.book.listed_formulas
    )
    return Table((label["shown_on"], label["formula"], label["reason"]), rows)


REPORTS = {"trusted_formulas": Report(trusted_formulas_table)}
