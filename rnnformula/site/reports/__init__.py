"""Tables about the build itself, one file a table; this is their register.

A report may use the checks and the examples, and what these use.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING

from rnnformula.errors import InputError, nearest

if TYPE_CHECKING:
    from rnnformula.site.reports.report_kind import Report

#: The files, each with its `REPORTS` by name.
REPORT_FILES = (
    "build_summary",
    "versions",
    "check_results",
    "compared_layers",
    "example_results",
    "seen_numbers",
    "layer_formulas",
    "menu_sections",
    "framework_counts",
    "tool_costs",
    "every_keras_layer",
    "torch_module_arrays",
    "notation_tables",
    "glossary_terms",
    "design_tokens",
    "mutation_rates",
    "detector_scores",
    "translation_status",
    "trusted_formulas",
    "read_printers",
    "usual_choices",
)

REPORTS: dict[str, Report] = {
    name: report for file in REPORT_FILES for name, report in import_module(f"{__name__}.{file}").REPORTS.items()
}


def find_report(name: str) -> Report:
    """The report of that name.

    Raises:
        InputError: there is no such report; the message names the nearest.
    """
    if name not in REPORTS:
        raise InputError(f"unknown report {name!r}; {nearest(name, REPORTS)}")
    return REPORTS[name]
