"""Front matter: every page begins with one, and it holds a description and nothing else."""

from __future__ import annotations

from typing import TYPE_CHECKING

import yaml

from rnnformula.site.book.pages import FRONT_MATTER
from rnnformula.site.book.problems import Problem
from rnnformula.site.checks.checked import Checked

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book

EXPECTED = "expected lines of ---, `description: …` with one text, and ---"


def check(book: Book) -> Checked:
    """Find front matter that is missing or can't be read; the generator would show it as text."""
    problems = []
    for page in book.pages:
        match = FRONT_MATTER.match(page.source)
        try:
            read = yaml.safe_load(match[0].strip("-\n")) if match else None
        except yaml.YAMLError as error:
            read = str(error).splitlines()[0]
        match read:
            case {"description": str() as text, **others} if text.strip() and not others:
                continue
        problems.append(Problem(page.file, 1, f"front matter: {EXPECTED}, got {read!r}", page.lang))
    return Checked(len(book.pages), problems)
