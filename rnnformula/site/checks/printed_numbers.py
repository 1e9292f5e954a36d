"""What snippets print comes from something that ran, not from memory: their code is read, nothing runs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.site.checks.checked import Checked
from rnnformula.site.examples.judging import judge_code
from rnnformula.site.examples.planning import plan

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book


def check(book: Book) -> Checked:
    """Find numbers that a snippet prints and that were typed, and snippets in which nothing runs."""
    planned = plan(book)
    problems = []
    pieces = 0
    for name, job in planned.jobs.items():
        judged = judge_code(job.code)
        pieces += judged.pieces
        for line, message in judged.problems:
            problems += planned.at_pages(name, line, message)
    return Checked(pieces, problems)
