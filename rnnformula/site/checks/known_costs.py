"""Costs that tools print: each follows from the amounts that the package derives."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.errors import InputError
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import KNOWN_COSTS
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book


def check(book: Book) -> Checked:
    """Find rows of ``tests/known_costs.csv`` that do not follow, or of which no cost is known."""
    problems = []
    for known in book.known_costs:
        try:
            agrees = known.agrees()
        except InputError as error:
            problems.append(Problem(KNOWN_COSTS, known.line, str(error)))
            continue
        if not agrees:
            message = Message(
                "{tool}, {layers}: the amounts give {predicted}, the record says {recorded}",
                tool=known.key,
                layers=" + ".join(known.layers),
                predicted=known.predicted(),
                recorded=known.number,
            )
            problems.append(Problem(KNOWN_COSTS, known.line, message))
    return Checked(len(book.known_costs), problems)
