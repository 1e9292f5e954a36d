"""What the explainer reads: who prints it, and by which code."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.render.printed_table import Table
from rnnformula.site.reports.report_kind import Report
from rnnformula.summaries import STYLES

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts


def printers_table(facts: Facts, lang: str) -> Table:
    """A row for each printer that a style of tables names."""
    label = words(lang)
    rows = sorted((who, code) for style in STYLES for who, code in style.prints)
    return Table((label["printed_by"], label["printed_code"]), tuple((who, f"`{code}`") for who, code in rows))


REPORTS = {"printers": Report(printers_table)}
