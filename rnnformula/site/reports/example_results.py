"""Every example, with the pages that show it and the result of its comparison with the record."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.render.printed_table import Table
from rnnformula.site.reports.report_kind import Report
from rnnformula.site.reports.table_cells import one_per_line, places

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts


def examples_table(facts: Facts, lang: str) -> Table:
    """A row for each example: the snippet, its pages, whether it runs on Keras, its output against the record."""
    label = words(lang)
    rows = tuple(
        (
            one_per_line([facts.snippet_link(name), places(facts.page_links(pages, lang), lang)]),
            label["yes" if "keras" in facts.examples.uses[name] else "no"],
            label[_verdict(facts, name)],
        )
        for name, pages in sorted(facts.examples.shown.items())
    )
    return Table((one_per_line([label["example"], label["shown_on"]]), "Keras", label["output"]), rows)


def _verdict(facts: Facts, name: str) -> str:
    examples = facts.examples
    if name in examples.unrecorded or examples.codes[name].strip() in examples.faults:
        return "different"
    return "not_run" if facts.preview else "equal"


REPORTS = {"examples": Report(examples_table, runs=True, fold="all_examples", searched=False)}
