"""Every layer that was compared with Keras in this build."""

from __future__ import annotations

from itertools import chain
from typing import TYPE_CHECKING

from rnnformula.facts import scalars
from rnnformula.facts.families import FAMILIES
from rnnformula.language import words
from rnnformula.reading.layers import read_layer
from rnnformula.render.printed_table import Table
from rnnformula.site.book.known import read_written_layer
from rnnformula.site.reports.report_kind import Report
from rnnformula.site.reports.table_cells import agreement, layer_cell, one_per_line, places

if TYPE_CHECKING:
    from rnnformula.site.examples.examining import Comparison
    from rnnformula.site.reports.build_facts import Facts


def layers_table(facts: Facts, lang: str) -> Table:
    """A row for each layer and its sizes: the examples and pages it is on, its number by formula and by Keras."""
    label = words(lang)
    comparisons: dict[tuple[str, int, int], list[Comparison]] = {}
    for comparison in facts.examples.comparisons:
        compared = comparison.compared
        comparisons.setdefault((compared.layer, compared.formula, compared.keras), []).append(comparison)
    rows = []
    for layer, formula, keras in sorted(comparisons, key=lambda key: _order(key[0])):
        links = chain.from_iterable(
            [facts.snippet_link(place.snippet)] if place.snippet else facts.page_links(place.pages, lang)
            for place in comparisons[layer, formula, keras]
        )
        rows.append((one_per_line([layer_cell(layer), places(links, lang)]), agreement(formula, keras)))
    return Table((one_per_line([label["layer"], label["compared_in"]]), label["formula_and_keras"]), tuple(rows))


def _order(layer: str) -> tuple[int, list[int], str]:
    """Layers in the order of their families in the register, small ones before large ones."""
    tally = read_written_layer(layer)
    return list(FAMILIES).index(read_layer(tally.layer).family.name), list(map(scalars, tally.sizes.values())), layer


REPORTS = {"layers": Report(layers_table, runs=True, fold="all_layers", searched=False)}
