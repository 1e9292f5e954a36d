"""The tokens of the design, as the style sheet has them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.render.printed_table import Table
from rnnformula.site.book.design import read_colours, read_distances
from rnnformula.site.reports.report_kind import Report

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts

#: The sample of a colour, light and dark.
SAMPLE = (
    '<svg width="56" height="22" aria-hidden="true"><rect width="28" height="22" fill="{light}"/>'
    '<rect x="28" width="28" height="22" fill="{dark}"/></svg>'
)


def colours_table(facts: Facts, lang: str) -> Table:
    """A row for each colour: samples, its token, its value in the light and in the dark scheme."""
    label = words(lang)
    rows = [
        (SAMPLE.format(light=colour.light, dark=colour.dark), f"`--{name}`", f"`{colour.light}`", f"`{colour.dark}`")
        for name, colour in read_colours(facts.book.sources).items()
    ]
    return Table((label["sample"], label["token"], label["light"], label["dark"]), tuple(rows))


def sizes_table(facts: Facts, lang: str) -> Table:
    """A row for each size and distance: its token and its value."""
    label = words(lang)
    rows = tuple((f"`--{name}`", f"`{value}`") for name, value in read_distances(facts.book.sources).items())
    return Table((label["token"], label["token_value"]), rows)


REPORTS = {"colours": Report(colours_table), "token_sizes": Report(sizes_table)}
