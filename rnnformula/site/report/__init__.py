"""Tables that the build makes of what it knows: the register of their names, one module a kind.

A page shows one with a fence of an import and ``print(report.markdown("examples", lang="en"))``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from rnnformula.errors import InputError, nearest
from rnnformula.render.markdown import lay_out
from rnnformula.site.glossary import GROUPS
from rnnformula.site.report.checks import checks
from rnnformula.site.report.examples import examples
from rnnformula.site.report.formulas import formulas
from rnnformula.site.report.frameworks import framework_arrays, frameworks
from rnnformula.site.report.known_counts import known_counts
from rnnformula.site.report.layers import layers
from rnnformula.site.report.notations import notation_formulas, notations
from rnnformula.site.report.summary import summary
from rnnformula.site.report.terms import term_ids, terms
from rnnformula.site.report.versions import versions
from rnnformula.words import words

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rnnformula.render.tables import Table
    from rnnformula.site.report.facts import Facts


def _none(root: Path) -> tuple[str, ...]:
    return ()


class Report(NamedTuple):
    """How a table is made, for a language, and which ids and formulas (TeX) it brings to the page that shows it.

    ``runs`` says that it tells of examples, which a preview does not run.
    """

    make: Callable[[Facts, str], Table]
    ids: Callable[[Path], tuple[str, ...]] = _none
    formulas: Callable[[Path], tuple[str, ...]] = _none
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


def markdown(name: str, *, lang: str, facts: Facts | None = None) -> str:
    """The table as Markdown; without the facts of a build those that can be read without running anything.

    Nothing in it depends on the time or the machine, so that two builds of one commit are equal.

    Raises:
        InputError: an unknown name or language; the message names the nearest.
    """
    from rnnformula.site.report.facts import read_facts

    report, label = find(name), words(lang)
    known = facts or read_facts()
    note = f"**{label['nothing_run']}**\n\n" if known.preview and report.runs else ""
    table = report.make(known, lang)
    return note + (lay_out(table) if table.rows else "")
