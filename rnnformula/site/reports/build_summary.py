"""The build in a few numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.language.writing import grouped
from rnnformula.render.layout import Table
from rnnformula.site.reports.report_kind import Report

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts


def summary_table(facts: Facts, lang: str) -> Table:
    """A row for each kind of thing that the build has: how many there are."""
    label = words(lang)
    examples = facts.examples
    layers = {comparison.compared for comparison in examples.comparisons}
    problems = {*examples.problems, *(problem for result in facts.checked.values() for problem in result.problems)}
    numbers = {
        "sum_pages": len(facts.book.pages),
        "sum_examples": len(examples.codes),
        "sum_keras": sum("keras" in uses for uses in examples.uses.values()),
        "sum_layers": len(layers),
        "sum_known_counts": facts.checked["known_counts"].things,
        "sum_checks": len(facts.checked),
        "sum_problems": len(problems),
    }
    if facts.preview:
        del numbers["sum_layers"]
    rows = tuple((label[key], grouped(number)) for key, number in numbers.items())
    return Table((label["looked_at"], label["number_of"]), rows, right=(1,))


REPORTS = {"summary": Report(summary_table, runs=True)}
