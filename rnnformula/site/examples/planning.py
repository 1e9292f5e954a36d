"""What the fences of all pages ask to run, before anything runs."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula.counting.exchange import order
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.site.book.known import write_layer
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import DATA, SNIPPETS
from rnnformula.site.examples.running import Job, Order

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.counting.tally import Tally
    from rnnformula.site.book.contents import Book, ExecutedFence


@dataclass(frozen=True)
class Plan:
    """What the fences of a book ask to run.

    ``jobs`` maps a snippet's file name to its code, ``claims`` what Keras has to build to the fences that
    speak of it. ``problems`` are fences that can't be read; ``faults`` the same by the text of the fence.
    """

    book: Book
    jobs: dict[str, Job] = field(default_factory=dict)
    claims: dict[Order, list[ExecutedFence]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    def at_pages(self, name: str, line: int, message: str) -> list[Problem]:
        """A problem of a snippet, at each place that shows it."""
        return [
            Problem(fence.page.file, fence.fence.line, f"{SNIPPETS}/{name}:{line}: {message}", fence.page.lang)
            for fence in self.book.fences
            if fence.snippet == name
        ]


@lru_cache(maxsize=2)  # many rooms ask for it
def plan(book: Book) -> Plan:
    """Plan what to run; a fence that can't be read or a missing snippet is among ``problems``."""
    planned = Plan(book)
    for unread, problem in book.unread:
        planned.problems.append(problem)
        planned.faults[unread.code.strip()] = problem.message
    for fence in book.fences:
        if name := fence.snippet:
            if name in book.snippets:
                code = book.snippets[name]
                planned.jobs[name] = Job(f"{SNIPPETS}/{name}", code, _data(book, code))
            else:
                planned.problems.extend(planned.at_pages(name, 1, "there is no such snippet"))
        for claim in dict.fromkeys(map(order_of, built_by_keras(fence))):
            planned.claims.setdefault(claim, []).append(fence)
    planned.problems.extend(_unconfirmed(book))
    return planned


def built_by_keras(fence: ExecutedFence) -> list[Tally]:
    """The layers that a fence speaks of and that Keras can build."""
    return [tally for tally in fence.tallies if tally.layer not in FRAMEWORKS]


def order_of(tally: Tally) -> Order:
    """The layer that a fence speaks of, for Keras to build."""
    return Order(json.dumps(order(tally.layer, **tally.sizes, **tally.options)))


def _unconfirmed(book: Book) -> Iterator[Problem]:
    """Layers of other frameworks that a fence speaks of and that are not recorded as their framework built them."""
    for fence in book.fences:
        for tally in fence.tallies:
            if tally.layer in FRAMEWORKS and (written := write_layer(tally)) not in book.layers_of_frameworks:
                message = f"{written}: no framework confirmed it; run `make record-frameworks`"
                yield Problem(fence.page.file, fence.fence.line, message, fence.page.lang)


def _data(book: Book, code: str) -> tuple[tuple[str, str], ...]:
    """The files below ``snippets/data`` that the code names."""
    return tuple((f"{DATA}/{name}", text) for name, text in book.data.items() if name in code)
