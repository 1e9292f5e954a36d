"""The agreed terms, from ``docs/glossary.toml``."""

from __future__ import annotations

import re
import tomllib
from dataclasses import dataclass

from rnnformula.language import LANGUAGES
from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.book.sources import GLOSSARY

#: Where a term is listed: a table and a heading each, in this order.
GROUPS = ("layer", "arrays", "input", "training", "derivation")
#: Every id of a term begins with this, so that it can be told from those of headings.
PREFIX = "glossary."


@dataclass(frozen=True, slots=True)
class Term:
    """One agreed term; each dict maps a language to its word, what not to write, and what it means.

    ``line`` is where the term begins in the file.
    """

    line: int
    id: str
    group: str
    words: dict[str, str]
    never: dict[str, tuple[str, ...]]
    meaning: dict[str, str]


def read_terms(text: str) -> list[Term]:
    """The terms of the glossary, in the order of the file.

    Raises:
        SiteError: the file can't be read, or a term lacks something or has something unknown.
    """
    try:
        tables = tomllib.loads(text).get("term", [])
    except tomllib.TOMLDecodeError as error:
        at = re.search(r"line (\d+)", str(error))
        raise SiteError([Problem(GLOSSARY, int(at[1]) if at else 1, str(error))]) from None
    lines = [number for number, line in enumerate(text.splitlines(), 1) if line.strip() == "[[term]]"]
    return [_read(line, table) for line, table in zip(lines, tables, strict=True)]


def _read(line: int, table: dict[str, object]) -> Term:
    match table:
        case {"id": str(name), "group": str(group), "meaning": dict(meaning), **rest}:
            never = rest.pop("never", {})
            if (
                group in GROUPS
                and rest.keys() == meaning.keys() >= LANGUAGES.keys()
                and isinstance(never, dict)
                and never.keys() <= rest.keys()
                and all(isinstance(text, str) for text in (*rest.values(), *meaning.values()))
                and all(isinstance(wrong, str) for listed in never.values() for wrong in listed)
            ):
                refused = {lang: tuple(listed) for lang, listed in never.items()}
                return Term(line, PREFIX + name, group, rest, refused, meaning)  # type: ignore[arg-type]
    languages = ", ".join(LANGUAGES)
    message = (
        f"expected id, group (one of {', '.join(GROUPS)}), {languages}, meaning with {languages}, "
        f"and never at most, got {table!r}"
    )
    raise SiteError([Problem(GLOSSARY, line, message)])
