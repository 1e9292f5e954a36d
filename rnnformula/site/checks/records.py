"""Snippets and records belong together: each snippet is shown by a page and has a record, and the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import SNIPPET_DATA, SNIPPET_RECORDS, SNIPPETS
from rnnformula.site.checks.checked import Checked
from rnnformula.site.examples.planning import plan
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book


def check(book: Book) -> Checked:
    """Find fences that can't be read, snippets without page, data without snippet, and records that can't be right."""
    planned = plan(book)
    problems = list(planned.problems)
    for name, job in planned.jobs.items():
        if why := book.recorded.doubt(name, job.source):
            problems += planned.at_pages(name, 1, why)
    if planned.problems:  # a fence that can't be read would make its snippet look unused
        return Checked(len(planned.jobs), problems)
    for name in book.snippets:
        if name not in planned.jobs:
            problems.append(
                Problem(
                    f"{SNIPPETS}/{name}",
                    1,
                    Message("no page shows this snippet; show it in every language, or delete it"),
                )
            )
    read = {name for job in planned.jobs.values() for name, _ in job.data}
    for name in book.data:
        if f"{SNIPPET_DATA}/{name}" not in read:
            problems.append(
                Problem(
                    f"{SNIPPET_DATA}/{name}",
                    1,
                    Message("no snippet reads this file; name it in a snippet, or delete it"),
                )
            )
    for name in book.recorded.orphans(planned.jobs):
        problems.append(
            Problem(
                f"{SNIPPET_RECORDS}/{name}",
                1,
                Message("no page shows the snippet of this record; delete it"),
            )
        )
    return Checked(len(planned.jobs), problems)
