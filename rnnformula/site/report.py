"""Tables about the build itself, as pages show them.

A page shows a table with a fence of an import and ``print(report.markdown("examples", lang="LANGUAGE"))``.
"""

from __future__ import annotations

from pathlib import Path

from rnnformula.language import words
from rnnformula.language.writing import grouped
from rnnformula.render.markdown import lay_out
from rnnformula.site.checks import run_checks
from rnnformula.site.examples.examining import preview
from rnnformula.site.fences.loading import read_book
from rnnformula.site.reports import find_report
from rnnformula.site.reports.build_facts import Facts
from rnnformula.site.reports.report_kind import Written


def markdown(name: str, *, lang: str, facts: Facts | None = None) -> str:
    """The report as Markdown; without the facts of a build it is made of those that a preview has.

    Raises:
        InputError: an unknown name or language; the message names the nearest.
    """
    written = write_report(name, lang=lang, facts=facts or read_facts())
    return "\n\n".join(filter(None, (written.lead, written.table)))


def write_report(name: str, *, lang: str, facts: Facts) -> Written:
    """The report in its parts.

    Nothing in it depends on the time or the machine, so that two builds of one commit are equal.

    Raises:
        InputError: an unknown name or language; the message names the nearest.
    """
    report, label = find_report(name), words(lang)
    table = report.make(facts, lang)
    lead = f"**{label['nothing_run']}**" if facts.preview and report.runs else report.lead(facts, lang)
    fold = label[report.fold].format(grouped(len(table.rows))) if report.fold and table.rows else ""
    return Written(lead, lay_out(table) if table.rows else "", fold, report.searched)


def read_facts() -> Facts:
    """The facts of the project in the working directory, as a preview has them.

    Raises:
        SiteError: a page, the glossary or the list of known counts can't be read.
    """
    book = read_book(Path.cwd())
    return Facts(book, preview(book), run_checks(book), preview=True)
