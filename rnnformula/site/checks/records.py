"""Snippets and records belong together: each snippet is shown by a page and has a record, and the reverse."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.site.examples import orphans, plan, record_file, unrecorded
from rnnformula.site.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from rnnformula.site.pages import Page


def check_records(pages: list[Page], root: Path) -> list[Problem]:
    """Find fences that can't be read, snippets without page or record, records without snippet."""
    planned = plan(pages, root)
    problems = list(planned.problems)
    for name in planned.jobs:
        if not record_file(root, name).exists():
            problems += unrecorded(planned, name)
    for file in sorted((root / "snippets").glob("*.py")):
        if file.name not in planned.jobs:
            problems.append(Problem(f"snippets/{file.name}", 1, "no page shows this snippet"))
    for file in orphans(planned):
        problems.append(Problem(file.relative_to(root).as_posix(), 1, "no page shows the snippet of this record"))
    return problems
