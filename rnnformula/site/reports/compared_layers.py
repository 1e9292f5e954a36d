"""Every layer that was compared with Keras in this build."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.facts import scalars
from rnnformula.facts.families import FAMILIES
from rnnformula.language import words
from rnnformula.reading.layers import read_layer as read_call
from rnnformula.render.layout import Table
from rnnformula.site.book.known import read_layer
from rnnformula.site.reports.table_cells import agreement, listed

if TYPE_CHECKING:
    from rnnformula.site.examples.examining import Comparison
    from rnnformula.site.reports.build_facts import Facts


def layers(facts: Facts, lang: str) -> Table:
    """A row a layer and its sizes: the number by the formula and by Keras, the examples and pages it stands in."""
    label = words(lang)
    where: dict[tuple[str, int, int], list[Comparison]] = {}
    for comparison in facts.examples.comparisons:
        found = comparison.compared
        where.setdefault((found.layer, found.formula, found.keras), []).append(comparison)
    rows = []
    for layer, formula, keras in sorted(where, key=lambda key: _order(key[0])):
        places = [
            facts.snippet_link(place.snippet) if place.snippet else facts.page_links(place.pages, lang)
            for place in where[layer, formula, keras]
        ]
        rows.append((f"`{layer}`", agreement(formula, keras), listed(places)))
    return Table((label["layer"], label["formula_and_keras"], label["compared_in"]), tuple(rows))


def _order(layer: str) -> tuple[int, list[int], str]:
    """Families as the register has them, then small before large."""
    asked = read_layer(layer)
    return list(FAMILIES).index(read_call(asked.layer).family.name), list(map(scalars, asked.sizes.values())), layer
