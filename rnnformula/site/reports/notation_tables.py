"""The notations that a reader can choose, side by side."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.language.notation import NOTATIONS
from rnnformula.render.layout import Table

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts

#: What a row shows, by the key of its label; written with the macros, as on every page.
ROWS = {
    "symbol_units": r"\units",
    "symbol_features": r"\features",
    "symbol_kernel": r"\kernel",
    "symbol_recurrentkernel": r"\recurrentkernel",
    "symbol_bias": r"\bias",
    "symbol_inputvector": r"\inputvector",
    "symbol_laststate": r"\laststate",
    "symbol_apply": r"\apply{\kernel}{\inputvector}",
    "symbol_count": r"\units \times (\features + \units + 1)",
}


def notations(facts: Facts, lang: str) -> Table:
    """A row a thing, a column a notation; nothing in it follows the notation of the reader."""
    label = words(lang)
    head = (label["symbol"], *(label[f"column_{key}"] for key in NOTATIONS))
    rows = tuple((label[key], *(f"${tex}$" for tex in _written(tex))) for key, tex in ROWS.items())
    return Table(head, rows)


def notation_formulas() -> tuple[str, ...]:
    """The TeX that the table shows."""
    return tuple(written for tex in ROWS.values() for written in _written(tex))


def _written(tex: str) -> tuple[str, ...]:
    return tuple(notation.expand(tex) for notation in NOTATIONS.values())
