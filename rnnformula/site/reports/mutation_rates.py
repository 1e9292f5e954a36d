"""How many changes that were made by rule the checks found, as ``make mutations`` last measured it."""

from __future__ import annotations

from math import floor
from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.language.writing import grouped
from rnnformula.render.printed_table import Table
from rnnformula.site.book.measured import HARMLESS_KIND
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
        rows.append(
            (
                kind,
                grouped(rate.tried),
                _share(rate.caught, rate.tried, lang),
                _share(rate.by_meaning, rate.tried, lang),
            )
        )
    heads = (label["changed"], label["changed_tried"], label["changed_found"], label["changed_by_meaning"])
    return Table(heads, tuple(rows), right=(1, 2, 3))


def mutation_rates_lead(facts: Facts, lang: str) -> str:
    """How many of all changes that make something false were found, and found by what they say."""
    rates = [rate for rate in facts.book.mutation_rates.rates if rate.kind != HARMLESS_KIND]
    if not rates:
        return ""
    tried, caught, by_meaning = map(
        sum, zip(*((rate.tried, rate.caught, rate.by_meaning) for rate in rates), strict=True)
    )
    shares = _share(caught, tried, lang), _share(by_meaning, tried, lang)
    return words(lang)["changes_found"].format(grouped(tried), *shares)


def _share(part: int, whole: int, lang: str) -> str:
    """A part in per cent, as the language writes it."""
    return words(lang)["per_cent"].format(_per_cent(part, whole))


def _per_cent(part: int, whole: int) -> str:
    """How many of a hundred; what is less than all is never written as all.

    >>> _per_cent(3, 4), _per_cent(9999, 10000), _per_cent(4, 4)
    ('75', '99.9', '100')
    """
    return f"{floor(1000 * part / whole) / 10:.1f}".removesuffix(".0")


REPORTS = {
    "mutations": Report(mutation_rates_table, lead=mutation_rates_lead, fold="all_kinds_of_change", searched=False)
}
