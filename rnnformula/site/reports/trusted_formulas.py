"""The formulas of pages that no check can judge, each with its page and the reason why it is right."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT, words
from rnnformula.render.layout import Table
from rnnformula.site.reports.report_kind import Report
from rnnformula.site.reports.table_cells import one_per_line

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.reports.build_facts import Facts

#: What lays a formula out and says nothing.
LAYOUT_MARKS = re.compile(r"\\(?:begin|end)\{aligned\}|&")
#: The most characters in a line of a cell, as a table of two columns holds them beside words.
LINE_LENGTH = 44
#: Where a longer line may be broken.
SIGN = re.compile(r"\s(?=[-+=])")


def trusted_formulas_table(facts: Facts, lang: str) -> Table:
    """A row for each formula: its TeX source and its page, the reason."""
    label = words(lang)
    rows = tuple(
        (
            one_per_line([*(f"`{line}`" for line in _lines(formula.tex)), facts.page_links([formula.page], lang)]),
            formula.why.get(lang, formula.why[DEFAULT]),
        )
        for formula in facts.book.listed_formulas
    )
    return Table((label["formula"], label["reason"]), rows)


def _lines(tex: str) -> Iterator[str]:
    for row in LAYOUT_MARKS.sub("", tex).split(r"\\"):
        line = ""
        for part in SIGN.split(row.strip()):
            if line and len(line) + len(part) > LINE_LENGTH:
                yield line
                line = part
            else:
                line = f"{line} {part}".strip()
        yield line


REPORTS = {"trusted_formulas": Report(trusted_formulas_table)}
