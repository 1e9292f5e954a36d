"""The register of checks that read the pages and need no TensorFlow; each returns its problems."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.site.checks.blocks import check_blocks
from rnnformula.site.checks.front_matter import check_front_matter
from rnnformula.site.checks.glossary import check_glossary
from rnnformula.site.checks.ids import check_ids
from rnnformula.site.checks.ledger import check_ledger
from rnnformula.site.checks.links import check_links
from rnnformula.site.checks.numbers import check_numbers
from rnnformula.site.checks.records import check_records
from rnnformula.site.checks.structure import check_structure

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from rnnformula.site.pages import Page
    from rnnformula.site.problems import Problem

CHECKS: dict[str, Callable[[list[Page], Path], list[Problem]]] = {
    "front_matter": check_front_matter,
    "structure": check_structure,
    "ids": check_ids,
    "blocks": check_blocks,
    "ledger": check_ledger,
    "links": check_links,
    "numbers": check_numbers,
    "glossary": check_glossary,
    "records": check_records,
}


def check_pages(pages: list[Page], root: Path) -> list[Problem]:
    """The problems that any check finds."""
    return sorted({problem for check in CHECKS.values() for problem in check(pages, root)})
