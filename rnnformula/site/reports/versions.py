"""The installed versions of the programs that ran the examples and of those that made the pages."""

from __future__ import annotations

import json
import platform
from importlib.metadata import version
from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.render.printed_table import Table
from rnnformula.site.book.installed import TITLES
from rnnformula.site.reports.report_kind import Report

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts

#: Packages that turn the pages into a site, and check them.
MAKERS = (
    "mkdocs",
    "mkdocs-material",
    "mkdocs-static-i18n",
    "markdown-exec",
    "pymdown-extensions",
    "markdown-it-py",
    "fonttools",
    "jieba",
    "autocorrect-py",
)
TEMML = "node_modules/temml/package.json"


def versions_table(facts: Facts, lang: str) -> Table:
    """A row for each program: its name, its version, what it did; in a preview the recorded frameworks."""
    label = words(lang)
    frameworks = facts.examples.versions
    ran = label["recorded_with" if facts.preview else "ran_examples"]
    temml = json.loads((facts.book.root / TEMML).read_text(encoding="utf-8"))["version"]
    rows = (
        ("rnnformula", version("rnnformula"), label["counted"]),
        ("Python", platform.python_version(), label["made_pages" if facts.preview else "ran_everything"]),
        *((TITLES[name], number, ran) for name, number in frameworks.items() if name in TITLES),
        *((name, version(name), label["made_pages"]) for name in MAKERS),
        ("Temml", temml, label["made_pages"]),
    )
    return Table((label["program"], label["version"], label["used_for"]), rows)


REPORTS = {"versions": Report(versions_table, runs=True, fold="all_programs", searched=False)}
