"""Numbers seen in the world: the formula gives each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.errors import InputError
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import KNOWN_COUNTS
from rnnformula.site.checks.checked import Checked
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book


def check(book: Book) -> Checked:
    """Find rows of ``tests/known_counts.csv`` that the formula contradicts or that can't be read."""
    problems = []
    for known in book.known_counts:
        try:
            counted = known.counted()
        except InputError as error:
            problems.append(Problem(KNOWN_COUNTS, known.line, str(error)))
            continue
        if counted != known.count:
            message = Message(
                "{layers}: the formula gives {counted}, the record says {recorded}",
                layers=" + ".join(known.layers),
                counted=counted,
                recorded=known.count,
            )
            problems.append(Problem(KNOWN_COUNTS, known.line, message))
    return Checked(len(book.known_counts), problems)
