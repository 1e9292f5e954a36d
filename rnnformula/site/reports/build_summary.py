"""The build in a few numbers."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.language.writing import grouped
from rnnformula.render.layout import Table

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts


def summary(facts: Facts, lang: str) -> Table:
    """A row a kind of thing: how many there are."""
    label = words(lang)
    found = facts.examples
    layers = {comparison.compared for comparison in found.comparisons}
    numbers = {
        "sum_pages": len(facts.book.pages),
        "sum_examples": len(found.codes),
        "sum_keras": sum("keras" in uses for uses in found.uses.values()),
        "sum_layers": len(layers),
        "sum_known_counts": facts.checked["known_counts"].things,
        "sum_checks": len(facts.checked),
        "sum_problems": len({p for checked in facts.checked.values() for p in checked.problems} | {*found.problems}),
    }
    if facts.preview:
        del numbers["sum_layers"]
    rows = tuple((label[key], grouped(number)) for key, number in numbers.items())
    return Table((label["looked_at"], label["number_of"]), rows, right=(1,))
