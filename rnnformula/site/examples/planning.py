"""Plans what has to run: the snippets and layers that the fences of all pages need."""

from __future__ import annotations

import json
from dataclasses import dataclass, field
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula.counting.exchange import order
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.site.book.known import is_of_keras, write_layer
from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import KNOWN_COUNTS, SNIPPET_DATA, SNIPPETS
from rnnformula.site.examples.running import Job, LayerOrder
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.counting.tally import Tally
    from rnnformula.site.book.contents import Book, ExecutedFence


@dataclass(frozen=True)
class Plan:
    """What has to run for a book.

    ``jobs`` maps a snippet's file name to the job that runs it, ``claims`` a layer that Keras has to build to the
    fences that speak of it. ``problems`` holds the problems of fences that can't be read, of snippets that are missing
    and of layers that no framework confirmed; ``faults`` maps the text of a fence that can't be read to its problem.
    """

    book: Book
    jobs: dict[str, Job] = field(default_factory=dict)
    claims: dict[LayerOrder, list[ExecutedFence]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)
    faults: dict[str, str] = field(default_factory=dict)

    def at_pages(self, name: str, line: int, message: str) -> list[Problem]:
        """A problem of a snippet, at each fence that shows the snippet."""
        return [
            Problem(
                fence.page.file,
                fence.fence.line,
                Message("{folder}/{name}:{line}: {message}", folder=SNIPPETS, name=name, line=line, message=message),
                fence.page.lang,
            )
            for fence in self.book.fences
            if fence.snippet == name
        ]


@lru_cache(maxsize=2)  # several rooms need it
def plan(book: Book) -> Plan:
    """Plan what has to run for a book."""
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
                planned.problems.extend(planned.at_pages(name, 1, Message("there is no such snippet")))
        for claim in dict.fromkeys(map(order_for, built_by_keras(fence))):
            planned.claims.setdefault(claim, []).append(fence)
    planned.problems.extend(_unconfirmed(book))
    return planned


def built_by_keras(fence: ExecutedFence) -> list[Tally]:
    """The layers that a fence speaks of, without those that Keras does not have."""
    return [tally for tally in fence.tallies if is_of_keras(tally)]


def order_for(tally: Tally) -> LayerOrder:
    """The order by which Keras builds this layer."""
    return LayerOrder(json.dumps(order(tally.layer, **tally.sizes, **tally.options)))


def _unconfirmed(book: Book) -> Iterator[Problem]:
    """Problems of layers that a fence speaks of, that Keras does not have and that no record confirms."""
    for fence in book.fences:
        for tally in fence.tallies:
            if is_of_keras(tally) or (written := write_layer(tally)) in book.layers_of_frameworks:
                continue
            message = Message("{written}: no framework confirmed it; run `make record-frameworks`", written=written)
            if tally.layer not in FRAMEWORKS:
                message = Message(
                    "{written}: Keras has no such layer; {file} must say what that of its snippet counts",
                    written=written,
                    file=KNOWN_COUNTS,
                )
            yield Problem(fence.page.file, fence.fence.line, message, fence.page.lang)


def _data(book: Book, code: str) -> tuple[tuple[str, str], ...]:
    """The files below ``snippets/data`` that the code names."""
    return tuple((f"{SNIPPET_DATA}/{name}", text) for name, text in book.data.items() if name in code)
