"""Every check of the pages, with the number of things it looked at and of problems it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.language.writing import grouped
from rnnformula.render.printed_table import Table
from rnnformula.site.reports.report_kind import Report

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts


def checks_table(facts: Facts, lang: str) -> Table:
    """A row for each check: what it makes sure of, the number of things it looked at, the number of problems."""
    label = words(lang)
    rows = tuple(
        (
            label[f"check_{name}"],
            label[f"things_{name}"].format(grouped(result.things)),
            grouped(len(result.problems)),
        )
        for name, result in facts.checked.items()
    )
    return Table((label["check"], label["looked_at"], label["found"]), rows, right=(2,))


REPORTS = {"checks": Report(checks_table, fold="all_checks", searched=False)}
