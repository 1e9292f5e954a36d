"""The agreed terms of the glossary, from ``docs/glossary.toml``."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.site.book.data_files import damaged, read_toml_tables
from rnnformula.site.book.sources import GLOSSARY
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Iterator, Set

#: The groups of terms, in the order of the glossary page, where each has a heading and a table.
GROUPS = ("layer", "arrays", "input", "training", "derivation")
#: Begins every id of a term, so that it can be told from the id of a heading.
PREFIX = "glossary."


#: Among the words of others: names in code, which are the same in all languages.
CODE = "code"


@dataclass(frozen=True, slots=True)
class RefusedWording:
    """A wording that no page may have, and the reasons by language: that of its pages and the default one at least."""

    wording: str
    why: dict[str, str]


@dataclass(frozen=True, slots=True)
class GlossaryTerm:
    """An agreed term; its dicts map a language to the word, others' words for it, what is refused, and the meaning.

    ``line`` is where the term begins in the file, ``names`` are others' names for it in code. A language that is still
    being translated may lack the word and the meaning; `word_in` and `meaning_in` then have those of the default one.
    A word that is ``everyday`` is explained nowhere but on the glossary page; ``not_in`` has longer wordings where it
    means something else.
    """

    line: int
    id: str
    group: str
    words: dict[str, str]
    also: dict[str, tuple[str, ...]]
    names: tuple[str, ...]
    never: dict[str, tuple[RefusedWording, ...]]
    meaning: dict[str, str]
    everyday: bool = False
    not_in: dict[str, tuple[str, ...]] = field(default_factory=dict)

    def word_in(self, lang: str) -> str:
        """The agreed word in a language."""
        return self.words.get(lang, self.words[DEFAULT])

    def meaning_in(self, lang: str) -> str:
        """What it means, in a language."""
        return self.meaning.get(lang, self.meaning[DEFAULT])


def read_terms(text: str) -> list[GlossaryTerm]:
    """The terms of the glossary, in the order of the file.

    Raises:
        SiteError: the file is no TOML, or a term lacks a field or has an unknown one.
    """
    return [_read(line, table) for line, table in read_toml_tables(GLOSSARY, text, "term")]


def _read(line: int, table: dict[str, Any]) -> GlossaryTerm:
    required = {code for code, language in LANGUAGES.items() if not language.partial}
    match table:
        case {"id": str(name), "group": str(group), "meaning": dict(meaning), **rest}:
            also, never = rest.pop("also", {}), rest.pop("never", {})
            everyday, not_in = rest.pop("everyday", False), rest.pop("not_in", {})
            known = rest.keys() | LANGUAGES.keys()
            if (
                group in GROUPS
                and required <= rest.keys() & meaning.keys()
                and rest.keys() ^ meaning.keys() <= LANGUAGES.keys()
                and all(isinstance(text, str) for text in (*rest.values(), *meaning.values()))
                and isinstance(also, dict)
                and also.keys() <= known | {CODE}
                and all(map(_is_words, also.values()))
                and isinstance(everyday, bool)
                and isinstance(not_in, dict)
                and not_in.keys() <= known
                and all(map(_is_words, not_in.values()))
                and isinstance(never, dict)
                and never.keys() <= known
                and all(_is_refusal(entry, lang, known) for lang, listed in never.items() for entry in listed)
            ):
                others = {lang: tuple(words) for lang, words in also.items()}
                names = others.pop(CODE, ())
                refused = {lang: tuple(_refused(listed)) for lang, listed in never.items()}
                apart = {lang: tuple(words) for lang, words in not_in.items()}
                return GlossaryTerm(line, PREFIX + name, group, rest, others, names, refused, meaning, everyday, apart)
    languages = ", ".join(sorted(required, key=[*LANGUAGES].index))
    message = Message(
        "expected id, group (one of {groups}), {languages}, meaning with {languages}, and at most also (lists for "
        "{languages}, {code}), never (lists of {{ words = [...], why.{default} = ... }}, with the reason in the "
        "language of the words too), everyday (true or false) and not_in (lists for {languages}), got {read!r}",
        groups=", ".join(GROUPS),
        languages=languages,
        code=CODE,
        default=DEFAULT,
        read=table,
    )
    raise damaged(GLOSSARY, message, line)


def _is_words(value: object) -> bool:
    return isinstance(value, list) and all(isinstance(word, str) and word.strip() for word in value)


def _is_refusal(entry: object, lang: str, languages: Set[str]) -> bool:
    match entry:
        case {"words": words, "why": dict(why), **rest}:
            reasons = all(isinstance(reason, str) and reason for reason in why.values())
            known = {DEFAULT, lang} <= why.keys() <= languages
            return not rest and _is_words(words) and reasons and known
    return False


def _refused(listed: list[dict[str, Any]]) -> Iterator[RefusedWording]:
    for entry in listed:
        for wording in entry["words"]:
            yield RefusedWording(wording, entry["why"])
