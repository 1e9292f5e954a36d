"""All layers of Keras: those that own weights with arrays and formulas, those without, those that may own any."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from rnnformula.counting.derivation import closed_formula
from rnnformula.explaining.places import PLACES
from rnnformula.facts import scalars
from rnnformula.facts.families import FAMILIES, WEIGHTLESS_KINDS
from rnnformula.facts.keras_layers import KERAS_ALIASES, OPEN_CLASSES
from rnnformula.facts.kinds import keeps_state
from rnnformula.language import words
from rnnformula.language.writing import write
from rnnformula.reading.layers import read_layer
from rnnformula.render.markdown import SYMBOLS
from rnnformula.render.printed_table import Table
from rnnformula.site.book.known import is_of_keras, read_written_layer
from rnnformula.site.reports.report_kind import Report
from rnnformula.site.reports.table_cells import agreement, arrays_cell, class_cell, layer_cell, one_per_line

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula import Tally
    from rnnformula.facts import Family
    from rnnformula.site.reports.build_facts import Facts

#: Kinds of layers that own weights, the first that holds; a section of the page has a table of each.
KINDS_WITH_WEIGHTS: dict[str, Callable[[Family], bool]] = {
    "recurrent": lambda family: bool(family.arrays) and keeps_state(family),
    "made_of_layers": lambda family: bool(family.composition),
    "attention": lambda family: bool(family.several),
    "convolutions": lambda family: "kernel_size" in family.all_sizes,
    "normalizations": lambda family: family.output == ("same",),
    "dense": lambda family: True,
}


def _kind_of(family: Family) -> str:
    return next(kind for kind, holds in KINDS_WITH_WEIGHTS.items() if holds(family))


def weights_table(kind: str, facts: Facts, lang: str) -> Table:
    """A row for each class of a kind: its page and formula, its arrays, an example with the number that Keras has."""
    label = words(lang)
    known: dict[str, tuple[str, Tally, int]] = {}
    for counted in facts.book.known_counts:
        for written in counted.layers if len(counted.layers) == 1 else ():
            tally = read_written_layer(written)
            name = read_layer(tally.layer).family.name
            if is_of_keras(tally) and tally.count and (name not in known or not _tells(known[name][1])):
                known[name] = written, tally, counted.count
    rows = []
    for name, family in FAMILIES.items():
        if (family.arrays or family.inside) and _kind_of(family) == kind and name in known:
            written, tally, number = known[name]
            example = [layer_cell(written), agreement(tally.count, number)]
            formula = [] if family.inside else [write(closed_formula(tally), SYMBOLS)]
            rows.append((one_per_line([_link(facts, name, lang), *formula]), _arrays(tally), one_per_line(example)))
    return Table((label["layer"], label["arrays_and_shapes"], label["example_of_keras"]), tuple(rows))


def _tells(tally: Tally) -> bool:
    """Whether no size of an example is 1, and no two are alike, so that each can be seen in the shapes."""
    sizes = [*map(scalars, tally.sizes.values())]
    return 1 not in sizes and len(set(sizes)) == len(sizes)


def _link(facts: Facts, name: str, lang: str) -> str:
    path, _, _ = PLACES.get(name, "").partition("/#")
    is_here = facts.here.endswith(f"{path}/")
    return facts.page_link(f"{path}.md", f"`{name}`", lang) if path and not is_here else f"`{name}`"


def _arrays(tally: Tally) -> str:
    return one_per_line(arrays_cell([row.name], row.shape) for row in tally.rows)


def weightless_table(facts: Facts, lang: str) -> Table:
    """A row for each kind of layers without weights: its classes."""
    label = words(lang)
    rows = [
        (label[f"kind_{kind}"], " ".join(class_cell(family.name) for family in families))
        for kind, families in WEIGHTLESS_KINDS.items()
    ]
    return Table((label["kind"], label["layer"]), tuple(rows))


def aliases_table(facts: Facts, lang: str) -> Table:
    """A row for each class with other names, those of earlier versions of Keras among them."""
    label = words(lang)
    others: dict[str, list[str]] = {}
    for alias, name in KERAS_ALIASES.items():
        others.setdefault(name, []).append(f"`{alias}`")
    rows = tuple((f"`{name}`", " ".join(aliases)) for name, aliases in others.items())
    return Table((label["layer"], label["other_names"]), rows)


def open_table(facts: Facts, lang: str) -> Table:
    """A row for each class that can own anything, and why."""
    label = words(lang)
    rows = tuple((f"`{name}`", label[f"open_{reason}"]) for name, reason in OPEN_CLASSES.items())
    return Table((label["layer"], label["reason"]), rows)


REPORTS = {
    **{f"keras_{kind}": Report(partial(weights_table, kind)) for kind in KINDS_WITH_WEIGHTS},
    "keras_weightless": Report(weightless_table),
    "keras_aliases": Report(aliases_table, fold="all_aliases"),
    "keras_open": Report(open_table),
}
