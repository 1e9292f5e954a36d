"""Every number seen in the world, beside the number by the formula."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.render.printed_table import Table
from rnnformula.site.reports.report_kind import Report
from rnnformula.site.reports.table_cells import agreement, breakable, layer_cell, one_per_line

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts


def known_counts_table(facts: Facts, lang: str) -> Table:
    """A row for each number: the layers and where it was seen, the number by the formula and as seen."""
    label = words(lang)
    rows = tuple(
        (
            one_per_line([*map(layer_cell, known.layers), breakable(f"{known.origin}; {known.version}")]),
            agreement(known.counted(), known.count),
        )
        for known in facts.book.known_counts
    )
    return Table((one_per_line([label["layers"], label["seen_at"]]), label["formula_and_source"]), rows)


REPORTS = {"known_counts": Report(known_counts_table, fold="all_known_counts", searched=False)}
