"""Checks of the book that need no TensorFlow, one file a check; this is their register.

A check is one function from the book to the number of things it looked at and the problems it found: a file with
``check``, its name here, and its words in each language.

Checks may use the examples and what these use.
"""

from __future__ import annotations

import multiprocessing
import signal
from concurrent.futures import ProcessPoolExecutor
from importlib import import_module
from typing import TYPE_CHECKING

from rnnformula.site.examples.planning import plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.problems import Problem
    from rnnformula.site.checks.checked import Checked

#: The files, in the order in which readers see what they found.
CHECK_FILES = (
    "front_matter",
    "structure",
    "in_step",
    "ids",
    "blocks",
    "ledger",
    "links",
    "numbers",
    "claims",
    "equations",
    "number_words",
    "formulas",
    "known_counts",
    "known_costs",
    "exercises",
    "glossary",
    "raw_html",
    "typography",
    "printed_numbers",
    "records",
    "accepted",
)

#: The check that `make accept` satisfies; with that which `make synchronise` does, it asks nothing of who still writes.
OF_ACCEPTANCE = "accepted"
OF_WORD = (OF_ACCEPTANCE, "in_step")

CHECKS: dict[str, Callable[[Book], Checked]] = {name: import_module(f"{__name__}.{name}").check for name in CHECK_FILES}


def run_checks(book: Book) -> dict[str, Checked]:
    """The result of each check, in the order of the register."""
    return {name: check(book) for name, check in CHECKS.items()}


def run_checks_apart(book: Book, processes: int) -> dict[str, Checked]:
    """The results of `run_checks`, from several processes at once; from this one alone where none can fork.

    The caller must have no other threads, which a fork would not have.
    """
    if processes == 1 or "fork" not in multiprocessing.get_all_start_methods():
        return run_checks(book)
    plan(book)  # most checks ask for it, and what is known before a fork is known in all
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, context, initializer=_share, initargs=(book,)) as several:
        return dict(zip(CHECKS, several.map(_run_shared, CHECKS), strict=True))


#: The book that the checks of a process read, which a fork need not be sent.
_shared: list[Book] = []


def _share(book: Book) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C is for the process that waits for this one, too
    _shared[:] = [book]


def _run_shared(name: str) -> Checked:
    return CHECKS[name](_shared[0])


def problems_of(checked: dict[str, Checked]) -> list[Problem]:
    """The problems that the checks found, sorted, each once."""
    return sorted({problem for result in checked.values() for problem in result.problems})
