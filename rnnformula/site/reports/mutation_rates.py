"""How many changes that were made by rule the checks found, as ``make mutations`` last measured it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.language.writing import grouped
from rnnformula.render.layout import Table
from rnnformula.site.reports.report_kind import Report

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts


def mutation_rates_table(facts: Facts, lang: str) -> Table:
    """A row for each kind of change: how many were tried, found, and found by what they say."""
    label = words(lang)
    rows = []
    for rate in facts.book.mutation_rates.rates:
        kind = label[f"changed_{rate.kind.replace(' ', '_')}"]
        if rate.where:
            kind = label["changed_in"].format(kind=kind, where=label[f"changed_in_{rate.where}"])
        shares = (f"{grouped(number)} ({number / rate.tried:.0%})" for number in (rate.caught, rate.by_meaning))
        rows.append((kind, grouped(rate.tried), *shares))
    heads = (label["changed"], label["changed_tried"], label["changed_found"], label["changed_by_meaning"])
    return Table(heads, tuple(rows), right=(1, 2, 3))


REPORTS = {"mutations": Report(mutation_rates_table)}
