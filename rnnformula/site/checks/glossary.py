"""The agreed terms: renderings that a language must not use."""

from __future__ import annotations

import tomllib
from typing import TYPE_CHECKING

from rnnformula.site.problems import Problem

if TYPE_CHECKING:
    from pathlib import Path

    from rnnformula.site.pages import Page

GLOSSARY = "docs/glossary.toml"


def check_glossary(pages: list[Page], root: Path) -> list[Problem]:
    """Find the wordings that ``docs/glossary.toml`` lists under ``never`` for the page's language."""
    terms = tomllib.loads((root / GLOSSARY).read_text(encoding="utf-8"))["term"]
    problems = []
    for page in pages:
        for term in terms:
            for wrong in term.get("never", {}).get(page.lang, ()):
                problems += [
                    Problem(
                        page.file, number, f"{wrong!r}: the agreed word is {term[page.lang]!r} ({GLOSSARY})", page.lang
                    )
                    for number, line in page.prose
                    if wrong in line.lower()
                ]
    return problems
