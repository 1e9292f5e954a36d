"""Numbers seen in the world: the formula gives each of them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.errors import InputError
from rnnformula.site.book.known import KNOWN_COUNTS, read_known_counts
from rnnformula.site.book.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from rnnformula.site.book.pages import Page


def check_known_counts(pages: list[Page], root: Path) -> list[Problem]:
    """Find rows of ``tests/known_counts.csv`` that the formula contradicts or that can't be read."""
    problems = []
    for known in read_known_counts(root):
        try:
            counted = known.counted()
        except InputError as error:
            problems.append(Problem(KNOWN_COUNTS, known.line, str(error)))
            continue
        if counted != known.count:
            message = f"{' + '.join(known.layers)}: the formula gives {counted}, the record says {known.count}"
            problems.append(Problem(KNOWN_COUNTS, known.line, message))
    return problems


def count_known_counts(pages: list[Page], root: Path) -> int:
    """How many rows there are."""
    return len(read_known_counts(root))
