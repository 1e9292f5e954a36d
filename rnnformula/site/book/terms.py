"""The agreed terms of the glossary, from ``docs/glossary.toml``."""

from __future__ import annotations

from dataclasses import dataclass

from rnnformula.language import LANGUAGES
from rnnformula.site.book.data_files import damaged, read_toml_tables
from rnnformula.site.book.sources import GLOSSARY
from rnnformula.site.messages import Message

#: The groups of terms, in the order of the glossary page, where each has a heading and a table.
GROUPS = ("layer", "arrays", "input", "training", "derivation")
#: Begins every id of a term, so that it can be told from the id of a heading.
PREFIX = "glossary."


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """An agreed term; its dicts map a language to the word, the words not to write, and the meaning.

    ``line`` is where the term begins in the file.
    """

    line: int
    id: str
    group: str
    words: dict[str, str]
    never: dict[str, tuple[str, ...]]
    meaning: dict[str, str]


def read_terms(text: str) -> list[GlossaryTerm]:
    """The terms of the glossary, in the order of the file.

    Raises:
        SiteError: the file is no TOML, or a term lacks a field or has an unknown one.
    """
    return [_read(line, table) for line, table in read_toml_tables(GLOSSARY, text, "term")]


def _read(line: int, table: dict[str, object]) -> GlossaryTerm:
    match table:
        case {"id": str(name), "group": str(group), "meaning": dict(meaning), **rest}:
            never = rest.pop("never", {})
            if (
                group in GROUPS
                and rest.keys() == meaning.keys() >= LANGUAGES.keys()
                and isinstance(never, dict)
                and never.keys() <= rest.keys()
                and all(isinstance(text, str) for text in (*rest.values(), *meaning.values()))
                and all(isinstance(wrong, str) for words in never.values() for wrong in words)
            ):
                refused = {lang: tuple(words) for lang, words in never.items()}
                return GlossaryTerm(line, PREFIX + name, group, rest, refused, meaning)  # type: ignore[arg-type]
    languages = ", ".join(LANGUAGES)
    message = Message(
        "expected id, group (one of {groups}), {languages}, meaning with {languages}, and never at most, got {read!r}",
        groups=", ".join(GROUPS),
        languages=languages,
        read=table,
    )
    raise damaged(GLOSSARY, message, line)
