"""The pages of each section of the menu, with what a reader finds there in a line."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT, words
from rnnformula.render.printed_table import Table
from rnnformula.site.reports.report_kind import Report

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts

#: Report -> the label of the section in the menu.
SECTION_LABELS = {
    "questions": "section_questions",
    "derivations": "section_derivations",
    "cases": "section_cases",
    "cost": "section_cost",
    "about": "section_about",
}


def section_table(facts: Facts, lang: str, name: str) -> Table:
    """A row for each page of a section: its title, which links to it, and its gist."""
    label = words(lang)
    pages = {page.path: page for page in facts.book.pages if page.lang == lang}
    paths = facts.book.settings.pages_by_section.get(words(DEFAULT)[SECTION_LABELS[name]], ())
    rows = [(facts.page_link(path, pages[path].title, lang), pages[path].gist) for path in paths if path in pages]
    return Table((label["page"], label["gist"]), tuple(rows))


REPORTS = {name: Report(partial(section_table, name=name)) for name in SECTION_LABELS}
