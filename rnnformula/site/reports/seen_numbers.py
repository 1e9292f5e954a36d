"""Every number seen in the world, beside the number by the formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.render.layout import Table
from rnnformula.site.reports.report_kind import Report
from rnnformula.site.reports.table_cells import agreement, breakable, one_per_line

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts


def known_counts_table(facts: Facts, lang: str) -> Table:
    """A row for each number: the layers, the number by the formula and as seen, where it was seen."""
    label = words(lang)
    rows = tuple(
        (
            one_per_line(f"`{layer}`" for layer in known.layers),
            agreement(known.counted(), known.count),
            breakable(f"{known.origin}; {known.version}"),
        )
        for known in facts.book.known_counts
    )
    return Table((label["layers"], label["formula_and_source"], label["seen_at"]), rows)


REPORTS = {"known_counts": Report(known_counts_table, fold="all_known_counts", searched=False)}
