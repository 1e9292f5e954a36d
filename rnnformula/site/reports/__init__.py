"""Tables that the build makes of what it knows, one file a table; this is their register.

They may use the checks, the examples and what these use.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rnnformula.errors import InputError, nearest
from rnnformula.site.book.terms import GROUPS
from rnnformula.site.reports.build_summary import summary
from rnnformula.site.reports.check_results import checks
from rnnformula.site.reports.compared_layers import layers
from rnnformula.site.reports.example_results import examples
from rnnformula.site.reports.framework_counts import framework_arrays, frameworks
from rnnformula.site.reports.glossary_terms import term_ids, terms
from rnnformula.site.reports.layer_formulas import formulas
from rnnformula.site.reports.notation_tables import notation_formulas, notations
from rnnformula.site.reports.seen_numbers import known_counts
from rnnformula.site.reports.versions import versions

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rnnformula.render.layout import Table
    from rnnformula.site.book.terms import Term
    from rnnformula.site.reports.build_facts import Facts


def _no_ids(terms: Sequence[Term]) -> tuple[str, ...]:
    return ()


def _no_formulas() -> tuple[str, ...]:
    return ()


class Report(NamedTuple):
    """How a table is made, for a language, and which ids and formulas (TeX) it brings to the page that shows it.

    ``runs`` says that it tells of examples, which a preview does not run.
    """

    make: Callable[[Facts, str], Table]
    ids: Callable[[Sequence[Term]], tuple[str, ...]] = _no_ids
    formulas: Callable[[], tuple[str, ...]] = _no_formulas
    runs: bool = False


REPORTS: dict[str, Report] = {
    "summary": Report(summary, runs=True),
    "versions": Report(versions, runs=True),
    "checks": Report(checks),
    "layers": Report(layers, runs=True),
    "examples": Report(examples, runs=True),
    "known_counts": Report(known_counts),
    "formulas": Report(formulas),
    "frameworks": Report(frameworks),
    "framework_arrays": Report(framework_arrays),
    "notations": Report(notations, formulas=notation_formulas),
} | {f"terms.{group}": Report(terms(group), term_ids(group)) for group in GROUPS}


def find(name: str) -> Report:
    """The report of that name.

    Raises:
        InputError: there is none; the message names the nearest.
    """
    if name not in REPORTS:
        raise InputError(f"unknown report {name!r}; {nearest(name, REPORTS)}")
    return REPORTS[name]
