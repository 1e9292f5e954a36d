"""Every check of the pages with what it looked at and what it found."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import words
from rnnformula.language.writing import grouped
from rnnformula.render.layout import Table

if TYPE_CHECKING:
    from rnnformula.site.reports.build_facts import Facts


def checks(facts: Facts, lang: str) -> Table:
    """A row a check: what it makes sure of, the number of things it looked at, the number of problems."""
    label = words(lang)
    rows = tuple(
        (
            label[f"check_{name}"],
            label[f"things_{name}"].format(grouped(checked.things)),
            grouped(len(checked.problems)),
        )
        for name, checked in facts.checked.items()
    )
    return Table((label["check"], label["looked_at"], label["found"]), rows, right=(2,))
