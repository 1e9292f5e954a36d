"""What of a language is still to be translated besides its pages: its words, its terms, what contributors are told."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from babel.messages.pofile import read_po

from rnnformula.language import DEFAULT, LANGUAGES, language_of
from rnnformula.site.book.sources import GLOSSARY
from rnnformula.site.languages.beginning import CATALOG_FILE, RECORD_FILE
from rnnformula.site.messages import catalog, catalog_file

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnnformula.site.book.contents import Book


@dataclass(frozen=True, slots=True)
class Untranslated:
    """Something to translate: where it stands or would stand, its name there, and the text in the default language."""

    file: str
    line: int
    name: str
    text: str


@dataclass(frozen=True, slots=True)
class Share:
    """What of so many things is left."""

    things: int
    left: tuple[Untranslated, ...]


def all_left(book: Book, lang: str) -> dict[str, Share]:
    """What is left of ``words``, ``terms`` and ``messages``.

    Raises:
        InputError: an unknown language.
    """
    return {"words": words_left(book, lang), "terms": terms_left(book, lang), "messages": messages_left(lang)}


def words_left(book: Book, lang: str) -> Share:
    """The words that a language borrows; a word that its file does not have at all is at the end of those.

    Raises:
        InputError: an unknown language.
    """
    language = language_of(lang)
    file = RECORD_FILE.format(module=language.module)
    lines = _lines_of_words(book.sources.get(file))
    last = max(lines.values(), default=1)
    left = (Untranslated(file, lines.get(key, last), key, language.words[key]) for key in language.borrowed)
    return Share(len(language.words), tuple(left))


def _lines_of_words(source: str) -> dict[str, int]:
    """Key -> the line that begins with it, behind # or not."""
    starts = ((number, line.strip().removeprefix("#").strip()) for number, line in enumerate(source.splitlines(), 1))
    return {line[1:].partition('"')[0]: number for number, line in starts if line.startswith('"') and '":' in line}


def terms_left(book: Book, lang: str) -> Share:
    """The words and meanings that the glossary lacks in a language, each named as it would be there.

    Raises:
        InputError: an unknown language.
    """
    language_of(lang)
    left = tuple(
        Untranslated(GLOSSARY, term.line, f"{term.id}: {field}{lang}", texts[DEFAULT])
        for term in book.terms
        for field, texts in (("", term.words), ("meaning.", term.meaning))
        if lang not in texts
    )
    return Share(2 * len(book.terms), left)


def messages_left(lang: str) -> Share:
    """The messages that a language says in the default one; another language's file may have some that its own lacks.

    Raises:
        InputError: an unknown language.
    """
    language_of(lang)
    known = dict.fromkeys(template for other in LANGUAGES for template in catalog(other))
    lines = _lines_of_messages(lang)
    own = catalog(lang) if lang != DEFAULT else known
    file = CATALOG_FILE.format(code=lang)
    templates = {**dict.fromkeys(lines), **known}
    left = (Untranslated(file, lines.get(text, 1), text, text) for text in templates if text not in own)
    return Share(len(templates), tuple(left))


def _lines_of_messages(lang: str) -> Mapping[str, int]:
    """Template -> its line in the file of a language."""
    file = catalog_file(lang)
    if not file.is_file():
        return {}
    with file.open("rb") as source:
        return {str(entry.id): entry.lineno or 1 for entry in read_po(source, locale=None) if entry.id}
