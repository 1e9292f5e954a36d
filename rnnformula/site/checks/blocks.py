"""Tables, figures and display formulas can be cited: an id stands right before each."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.site.book.pages import ANCHOR
from rnnformula.site.book.problems import Problem
from rnnformula.site.fences import read_fences

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from rnnformula.site.book.pages import Page


def check_blocks(pages: list[Page], root: Path) -> list[Problem]:
    """Find tables, display formulas and fences that print them without an id of their own."""
    problems = []
    for page in pages:
        for line, what in _blocks(page):
            before = next((text for text in reversed(page.lines[: line - 1]) if text.strip()), "")
            if not ANCHOR.fullmatch(before.strip()):
                message = f"this {what} has no id; write [](){{#such-an-id}} on a line of its own before it"
                problems.append(Problem(page.file, line, message, page.lang))
    return problems


def count_blocks(pages: list[Page], root: Path) -> int:
    """How many tables, figures and display formulas there are."""
    return sum(len(list(_blocks(page))) for page in pages)


def _blocks(page: Page) -> Iterator[tuple[int, str]]:
    fences = read_fences([page])
    for printed in (*fences.labels, *fences.reports):
        yield printed.fence.line, "table or figure"
    for table in page.tables:
        yield table.line, "table"
    for formula in page.formulas:
        if formula.display:
            yield formula.line, "formula"
