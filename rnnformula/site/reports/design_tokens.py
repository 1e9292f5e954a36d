"""The tokens of the design, as the style sheet has them."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.render.layout import Table
from rnnformula.site.reports.report_kind import Report

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts

TOKENS = "docs/assets/styles/tokens.css"
#: A token with a value for each scheme, and one with the same in both.
COLOUR = re.compile(r"^ +(--[\w-]+): light-dark\((#\w+), (#\w+)\);", re.MULTILINE)
SIZE = re.compile(r"^ +(--[\w-]+): (?!light-dark|Canvas)(.+);$", re.MULTILINE)
#: The sample of a colour; the style sheet colours it by its class.
SAMPLE = '<span class="token-sample token{name}"></span>'


def colours_table(facts: Facts, lang: str) -> Table:
    """A row for each colour: a sample, its token, its value in the light and in the dark scheme."""
    label = words(lang)
    rows = [
        (SAMPLE.format(name=name[1:]), f"`{name}`", f"`{light}`", f"`{dark}`")
        for name, light, dark in COLOUR.findall(_sheet(facts))
    ]
    return Table((label["sample"], label["token"], label["light"], label["dark"]), tuple(rows))


def sizes_table(facts: Facts, lang: str) -> Table:
    """A row for each size and distance: its token and its value."""
    label = words(lang)
    rows = tuple((f"`{name}`", f"`{value}`") for name, value in SIZE.findall(_sheet(facts)))
    return Table((label["token"], label["token_value"]), rows)


def _sheet(facts: Facts) -> str:
    return (facts.book.root / TOKENS).read_text(encoding="utf-8")


REPORTS = {"colours": Report(colours_table), "token_sizes": Report(sizes_table)}
