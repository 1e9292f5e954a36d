"""Tables about the build itself, as pages show them.

A page shows a table with a fence of an import and ``print(report.markdown("examples", lang="LANGUAGE"))``.
"""

from __future__ import annotations

from pathlib import Path

from rnnformula.language import words
from rnnformula.render.markdown import lay_out
from rnnformula.site.checks import run_checks
from rnnformula.site.examples.examining import preview
from rnnformula.site.fences.loading import read_book
from rnnformula.site.reports import find_report
from rnnformula.site.reports.build_facts import Facts


def markdown(name: str, *, lang: str, facts: Facts | None = None) -> str:
    """The table as Markdown; without the facts of a build it is made of those that a preview has.

    Nothing in the table depends on the time or the machine, so that two builds of one commit are equal.

    Raises:
        InputError: an unknown name or language; the message names the nearest.
    """
    report, label = find_report(name), words(lang)
    facts = facts or read_facts()
    note = f"**{label['nothing_run']}**\n\n" if facts.preview and report.runs else ""
    table = report.make(facts, lang)
    return note + (lay_out(table) if table.rows else "")


def read_facts() -> Facts:
    """The facts of the project in the working directory, as a preview has them.

    Raises:
        SiteError: a page, the glossary or the list of known counts can't be read.
    """
    book = read_book(Path.cwd())
    return Facts(book, preview(book), run_checks(book), preview=True)
