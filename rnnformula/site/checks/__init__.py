"""The register of checks that read the pages and need no TensorFlow."""

from __future__ import annotations

import multiprocessing
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.site.checks.blocks import check_blocks, count_blocks
from rnnformula.site.checks.claims import check_claims, count_claims
from rnnformula.site.checks.equations import check_equations, count_equations
from rnnformula.site.checks.formulas import check_formulas, count_formulas
from rnnformula.site.checks.front_matter import check_front_matter, count_front_matter
from rnnformula.site.checks.glossary import check_glossary, count_glossary
from rnnformula.site.checks.ids import check_ids, count_ids
from rnnformula.site.checks.known_counts import check_known_counts, count_known_counts
from rnnformula.site.checks.ledger import check_ledger, count_ledger
from rnnformula.site.checks.links import check_links, count_links
from rnnformula.site.checks.number_words import check_number_words, count_number_words
from rnnformula.site.checks.numbers import check_numbers, count_numbers
from rnnformula.site.checks.raw_html import check_raw_html, count_raw_html
from rnnformula.site.checks.records import check_records, count_records
from rnnformula.site.checks.structure import check_structure, count_structure
from rnnformula.site.checks.typography import check_typography, count_typography
from rnnformula.site.examples.examining import plan

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.site.book.pages import Page
    from rnnformula.site.book.problems import Problem


class Check(NamedTuple):
    """A check: the problems that it finds, and how many things it looks at."""

    find: Callable[[list[Page], Path], list[Problem]]
    things: Callable[[list[Page], Path], int]


class Checked(NamedTuple):
    """What a check found: the number of things it looked at, and their problems."""

    things: int
    problems: list[Problem]


CHECKS: dict[str, Check] = {
    "front_matter": Check(check_front_matter, count_front_matter),
    "structure": Check(check_structure, count_structure),
    "ids": Check(check_ids, count_ids),
    "blocks": Check(check_blocks, count_blocks),
    "ledger": Check(check_ledger, count_ledger),
    "links": Check(check_links, count_links),
    "numbers": Check(check_numbers, count_numbers),
    "claims": Check(check_claims, count_claims),
    "equations": Check(check_equations, count_equations),
    "number_words": Check(check_number_words, count_number_words),
    "formulas": Check(check_formulas, count_formulas),
    "known_counts": Check(check_known_counts, count_known_counts),
    "glossary": Check(check_glossary, count_glossary),
    "raw_html": Check(check_raw_html, count_raw_html),
    "typography": Check(check_typography, count_typography),
    "records": Check(check_records, count_records),
}


def run_checks(pages: list[Page], root: Path) -> dict[str, Checked]:
    """What each check found, in the order of the register."""
    return {name: _run(name, pages, root) for name in CHECKS}


def run_checks_apart(pages: list[Page], root: Path, processes: int) -> dict[str, Checked]:
    """The same from as many processes at once, for a caller that has no other threads; from one where none can fork."""
    if processes == 1 or "fork" not in multiprocessing.get_all_start_methods():
        return run_checks(pages, root)
    plan(pages, root)  # most checks ask for it, and what is known before a fork is known in all
    context = multiprocessing.get_context("fork")
    with ProcessPoolExecutor(processes, context, initializer=_share, initargs=(pages, root)) as several:
        return dict(zip(CHECKS, several.map(_run_shared, CHECKS), strict=True))


def _run(name: str, pages: list[Page], root: Path) -> Checked:
    check = CHECKS[name]
    return Checked(check.things(pages, root), check.find(pages, root))


#: What the checks of a process read, which a fork need not be sent.
_shared: tuple[list[Page], Path] = ([], Path())


def _share(pages: list[Page], root: Path) -> None:
    global _shared
    _shared = pages, root


def _run_shared(name: str) -> Checked:
    return _run(name, *_shared)


def problems_of(checked: dict[str, Checked]) -> list[Problem]:
    """What all checks found, each problem once."""
    return sorted({problem for found in checked.values() for problem in found.problems})
