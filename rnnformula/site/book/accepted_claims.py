"""What the pages claimed when someone last compared them with what they show, and the file that says so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from rnnformula.language import LANGUAGES
from rnnformula.site.book.claimed import LONE_NUMBER, claims_by_section, lone_numbers, numbers_in
from rnnformula.site.book.data_files import damaged
from rnnformula.site.book.recorded import short_digest
from rnnformula.site.book.sections import read_sections
from rnnformula.site.book.sources import ACCEPTED_CLAIMS
from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book
    from rnnformula.site.book.sources import Sources

#: The parts of the file, in order.
PARTS = ("pages", "terms", "words", "examples")


@dataclass(frozen=True)
class ShownNumbers:
    """What an example shows: the numbers of its code, sorted, those of its output in order, a digest of its words."""

    code: tuple[str, ...]
    output: tuple[str, ...]
    words: str


#: Key -> the claims there, in order.
Claims = dict[str, list[str]]


@dataclass(frozen=True)
class AcceptedClaims:
    """The claims that were accepted.

    ``pages``: path -> id of a section -> language -> claims; ``terms``: id of a term -> language -> claims of its
    meaning; ``words``: language -> key of a label -> claims; ``examples``: name of a snippet -> what it showed.
    """

    pages: dict[str, dict[str, Claims]]
    terms: dict[str, Claims]
    words: dict[str, Claims]
    examples: dict[str, ShownNumbers]


@lru_cache(maxsize=2)  # the claims and the examples are compared apart
def read_accepted(sources: Sources) -> AcceptedClaims:
    """The accepted claims, as the file has them.

    Raises:
        SiteError: the file is missing, or not as `make accept` writes it.
    """
    if ACCEPTED_CLAIMS not in sources.texts:
        raise damaged(ACCEPTED_CLAIMS, Message("the file is missing; `make accept` writes it"))
    try:
        pages, terms, words, examples = map(json.loads(sources.text(ACCEPTED_CLAIMS)).__getitem__, PARTS)
        return AcceptedClaims(
            {
                path: {name: _claims(languages) for name, languages in sections.items()}
                for path, sections in pages.items()
            },
            {name: _claims(languages) for name, languages in terms.items()},
            {lang: _claims(labels) for lang, labels in words.items()},
            {
                name: ShownNumbers(tuple(code.split()), tuple(output.split()), rest)
                for name, (code, output, rest) in examples.items()
            },
        )
    except (AttributeError, KeyError, TypeError, ValueError) as error:
        message = Message(
            "not as `make accept` writes it ({error}); run `make accept` to write it anew", error=str(error)
        )
        raise damaged(ACCEPTED_CLAIMS, message) from None


def _claims(listed: dict[str, Any]) -> Claims:
    for claims in listed.values():
        if not isinstance(claims, list) or not all(isinstance(claim, str) for claim in claims):
            raise TypeError(f"expected a list of texts, got {str(claims)[:40]}")
    return listed


def shown_by(book: Book, snippet: str) -> ShownNumbers:
    """What a snippet shows now, in its code and its recorded output."""
    output = book.recorded.output(snippet) or ""
    words = " ".join(LONE_NUMBER.sub("#", output).split())
    in_code = sorted(lone_numbers(book.snippets[snippet]))
    return ShownNumbers(tuple(in_code), tuple(lone_numbers(output)), short_digest(words))


def shown_snippets(book: Book) -> list[str]:
    """The file names of the snippets that pages show, in order."""
    return sorted({fence.snippet for fence in book.fences if fence.snippet in book.snippets})


def claims_of_words(lang: str) -> dict[str, list[str]]:
    """The numbers and number words in the labels of a language, by their keys; what it borrows, another one claims."""
    language = LANGUAGES[lang]
    own = {key: word for key, word in language.words.items() if key not in language.borrowed}
    return _claiming({key: numbers_in(word, lang) for key, word in own.items()})


def claims_of_terms(book: Book) -> dict[str, dict[str, list[str]]]:
    """The numbers and number words in what the glossary says of each term, by its id and by language."""
    terms = {
        term.id: _claiming(
            {lang: numbers_in(meaning, lang) for lang, meaning in term.meaning.items() if lang in LANGUAGES}
        )
        for term in book.terms
    }
    return {name: by_lang for name, by_lang in terms.items() if by_lang}


def _claiming(claims: dict[str, list[str]]) -> dict[str, list[str]]:
    return {key: listed for key, listed in claims.items() if listed}


def written_claims(book: Book) -> str:
    """What the book claims and shows now, as the file has it: a line for each section, term, label and example."""
    pages: dict[str, dict[str, dict[str, list[str]]]] = {}
    for page in book.pages:
        for section, claims in zip(read_sections(page), claims_by_section(page), strict=True):
            if claims:
                by_lang = pages.setdefault(page.path, {}).setdefault(section.id, {})
                by_lang[page.lang] = [claim.text for claim in claims]
    words = {lang: claims_of_words(lang) for lang in LANGUAGES}
    examples = {
        name: (" ".join(shown.code), " ".join(shown.output), shown.words)
        for name in shown_snippets(book)
        for shown in [shown_by(book, name)]
    }
    content = (pages, claims_of_terms(book), words, examples)
    return _lines(dict(zip(PARTS, content, strict=True))) + "\n"


def _lines(value: object, indent: str = "") -> str:
    """JSON in which a list is a line."""
    if not isinstance(value, dict):
        return json.dumps(value, ensure_ascii=False)
    inner = f"{indent} "
    items = (f"{inner}{json.dumps(key, ensure_ascii=False)}: {_lines(item, inner)}" for key, item in value.items())
    return "{\n" + ",\n".join(items) + f"\n{indent}}}" if value else "{}"
