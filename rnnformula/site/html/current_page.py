"""The page that is being converted: its language, its address, the formulas it may show."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.language import DEFAULT
from rnnformula.site.html.math.mathml import Formula, Formulas, TexError
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator


class CurrentPage:
    """Stands for one page after another; everything converted after `begin` belongs to the page that was begun.

    ``buttons`` says whether code gets a button of its own. ``late`` are formulas that were not converted before the
    first page, ``unread`` those that can't be read.
    """

    def __init__(self, formulas: Formulas) -> None:
        self.formulas = formulas
        self.buttons = True
        self.begin(DEFAULT, "")

    def begin(self, lang: str, address: str) -> None:
        """Begin with a page of this language and address."""
        self.lang = lang
        self.address = address
        self.late: set[Formula] = set()
        self.unread: list[TexError] = []

    def shown_formula(self, tex: str, display: bool) -> str:
        """The MathML of a formula with its TeX; what is wrong with it is noted."""
        formula = (tex, display)
        if formula not in self.formulas.known:
            self.late.add(formula)
            try:
                self.formulas.convert([formula])
            except TexError as error:
                self.unread.append(error)
                return ""
        return self.formulas.tagged(tex, display)

    def faults(self, *, live: bool) -> Iterator[str]:
        """What is wrong with the formulas of the page; a live page may have some that came late."""
        yield from map(str, self.unread)
        if self.late and not live:  # the font was cut without them
            listed = ", ".join(repr(tex) for tex, _ in sorted(self.late))
            yield Message("formula {listed}: write it between dollar signs", listed=listed)
