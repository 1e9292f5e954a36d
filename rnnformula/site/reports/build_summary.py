"""The build in a few numbers."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.language.writing import grouped
from rnnformula.render.printed_table import Table
from rnnformula.site.book.installed import TITLES
from rnnformula.site.examples.judging import quoted_lines
from rnnformula.site.reports.report_kind import Report

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts

#: No difference is told more exactly than to this many digits behind the point: Keras has no more.
LEAST_POWER = 6


def summary_table(facts: Facts, lang: str) -> Table:
    """A row for each kind of thing that the build has: how many there are."""
    label = words(lang)
    examples = facts.examples
    layers = {comparison.compared for comparison in examples.comparisons}
    numbers = {
        "sum_pages": len(facts.book.pages),
        "sum_examples": len(examples.codes),
        "sum_keras": sum("keras" in uses for uses in examples.uses.values()),
        "sum_quoted": sum(len(quoted_lines(code)) for code in examples.codes.values()),
        "sum_layers": len(layers),
        "sum_equations": facts.equations.sets if facts.equations else 0,
        "sum_known_counts": facts.checked["known_counts"].things,
        "sum_checks": len(facts.checked),
        "sum_problems": _problems(facts),
    }
    if facts.preview:
        del numbers["sum_layers"], numbers["sum_equations"]
    difference = _power_above(facts.equations.largest) if facts.equations else ""
    rows = tuple((label[key].format(difference), grouped(number)) for key, number in numbers.items())
    return Table((label["looked_at"], label["number_of"]), rows, right=(1,))


def verdict(facts: Facts, lang: str) -> str:
    """Whether the build found a problem, and with what the examples ran."""
    label = words(lang)
    installed = facts.examples.versions
    programs = [f"{title} {installed[name]}" for name, title in TITLES.items() if name in installed]
    if problems := _problems(facts):
        return label["not_verified"].format(grouped(problems))
    return label["verified"].format(label["comma"].join(programs))


def _problems(facts: Facts) -> int:
    """How many problems were found, by examples and checks and in equations."""
    problems = [facts.examples.problems, *(result.problems for result in facts.checked.values())]
    problems += [facts.equations.problems] if facts.equations else []
    return len(set(chain.from_iterable(problems)))


def _power_above(difference: float) -> str:
    """The least power of ten above a difference: its further digits are not the same on every machine.

    >>> _power_above(0.00000023)
    '0.000001'
    """
    power = next((number for number in range(LEAST_POWER, 0, -1) if difference < 10**-number), 0)
    return f"{10**-power:.{power}f}"


REPORTS = {"summary": Report(summary_table, runs=True, lead=verdict)}
