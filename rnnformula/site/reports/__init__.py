"""Tables about the build itself, one file a table; this is their register.

A report may use the checks and the examples, and what these use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rnnformula.errors import InputError, nearest
from rnnformula.site.book.terms import GROUPS
from rnnformula.site.reports.build_summary import summary_table
from rnnformula.site.reports.check_results import checks_table
from rnnformula.site.reports.compared_layers import layers_table
from rnnformula.site.reports.example_results import examples_table
from rnnformula.site.reports.framework_counts import framework_arrays_table, frameworks_table
from rnnformula.site.reports.glossary_terms import term_ids, terms_table
from rnnformula.site.reports.layer_formulas import formulas_table
from rnnformula.site.reports.notation_tables import notation_formulas, notations_table
from rnnformula.site.reports.seen_numbers import known_counts_table
from rnnformula.site.reports.versions import versions_table

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rnnformula.render.layout import Table
    from rnnformula.site.book.terms import GlossaryTerm
    from rnnformula.site.reports.build_facts import Facts


def _no_ids(terms: Sequence[GlossaryTerm]) -> tuple[str, ...]:
    return ()


def _no_formulas() -> tuple[str, ...]:
    return ()


class Report(NamedTuple):
    """The maker of a table in a language, and the ids and formulas (TeX) that the table brings to its page.

    ``runs`` says that the table speaks of runs of examples, which a preview has not.
    """

    make: Callable[[Facts, str], Table]
    ids: Callable[[Sequence[GlossaryTerm]], tuple[str, ...]] = _no_ids
    formulas: Callable[[], tuple[str, ...]] = _no_formulas
    runs: bool = False


REPORTS: dict[str, Report] = {
    "summary": Report(summary_table, runs=True),
    "versions": Report(versions_table, runs=True),
    "checks": Report(checks_table),
    "layers": Report(layers_table, runs=True),
    "examples": Report(examples_table, runs=True),
    "known_counts": Report(known_counts_table),
    "formulas": Report(formulas_table),
    "frameworks": Report(frameworks_table),
    "framework_arrays": Report(framework_arrays_table),
    "notations": Report(notations_table, formulas=notation_formulas),
} | {f"terms.{group}": Report(terms_table(group), term_ids(group)) for group in GROUPS}


def find_report(name: str) -> Report:
    """The report of that name.

    Raises:
        InputError: there is no such report; the message names the nearest.
    """
    if name not in REPORTS:
        raise InputError(f"unknown report {name!r}; {nearest(name, REPORTS)}")
    return REPORTS[name]
