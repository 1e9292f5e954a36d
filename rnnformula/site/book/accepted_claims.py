"""What the pages claimed when someone last compared them with what they show, and the file that says so."""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rnnformula.language import LANGUAGES
from rnnformula.site.book.claimed import LONE_NUMBER, claims_by_section, numbers_in
from rnnformula.site.book.problems import Problem, SiteError
from rnnformula.site.book.recorded import short_digest
from rnnformula.site.book.sections import read_sections
from rnnformula.site.book.sources import ACCEPTED_CLAIMS

if TYPE_CHECKING:
    from rnnformula.site.book.contents import Book

#: The parts of the file, in order.
PARTS = ("pages", "terms", "words", "examples")


@dataclass(frozen=True)
class ShownNumbers:
    """What an example shows: the numbers of its code, those of its output in order, and a digest of its other words."""

    code: frozenset[str]
    output: tuple[str, ...]
    words: str

    @property
    def all(self) -> frozenset[str]:
        """The numbers of code and output."""
        return self.code | frozenset(self.output)


@dataclass(frozen=True)
class AcceptedClaims:
    """The claims that were accepted, as the file has them. Each property raises `SiteError` where it can't be read.

    ``pages``: path -> id of a section -> language -> claims; ``words``: language -> key of a label -> claims;
    ``terms``: id of a term -> language -> claims of its meaning; ``examples``: name of a snippet -> what it showed.
    """

    text: str

    @cached_property
    def _content(self) -> dict[str, Any]:
        try:
            content: dict[str, Any] = json.loads(self.text)
            if all(isinstance(content[part], dict) for part in PARTS):
                return content
            message = f"expected an object with {', '.join(PARTS)}"
        except (json.JSONDecodeError, KeyError, TypeError) as error:
            message = f"can't be read: {error}"
        raise SiteError([Problem(ACCEPTED_CLAIMS, 1, f"{message}; `make accept` writes it anew")])

    @property
    def pages(self) -> dict[str, dict[str, dict[str, list[str]]]]:
        """The claims of each section in each language."""
        pages: dict[str, dict[str, dict[str, list[str]]]] = self._content["pages"]
        return pages

    @property
    def terms(self) -> dict[str, dict[str, list[str]]]:
        """The claims in the meaning of each term of the glossary."""
        terms: dict[str, dict[str, list[str]]] = self._content["terms"]
        return terms

    @property
    def words(self) -> dict[str, dict[str, list[str]]]:
        """The claims in the labels of each language."""
        words: dict[str, dict[str, list[str]]] = self._content["words"]
        return words

    @cached_property
    def examples(self) -> dict[str, ShownNumbers]:
        """What each example showed."""
        return {
            name: ShownNumbers(frozenset(code.split()), tuple(output.split()), words)
            for name, (code, output, words) in self._content["examples"].items()
        }


def shown_by(book: Book, snippet: str) -> ShownNumbers:
    """What a snippet shows now, in its code and its recorded output."""
    output = book.recorded.output(snippet) or ""
    in_code, in_output = (
        tuple(number.replace(",", "") for number in LONE_NUMBER.findall(text))
        for text in (book.snippets[snippet], output)
    )
    return ShownNumbers(frozenset(in_code), in_output, short_digest(" ".join(LONE_NUMBER.sub("#", output).split())))


def shown_snippets(book: Book) -> list[str]:
    """The file names of the snippets that pages show, in order."""
    return sorted({fence.snippet for fence in book.fences if fence.snippet in book.snippets})


def claims_of_words(lang: str) -> dict[str, list[str]]:
    """The numbers and number words in the labels of a language, by their keys."""
    return _claiming({key: numbers_in(word, lang) for key, word in LANGUAGES[lang].words.items()})


def claims_of_terms(book: Book) -> dict[str, dict[str, list[str]]]:
    """The numbers and number words in what the glossary says of each term, by its id and by language."""
    terms = {
        term.id: _claiming({lang: numbers_in(meaning, lang) for lang, meaning in term.meaning.items()})
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
        name: (" ".join(sorted(shown.code)), " ".join(shown.output), shown.words)
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
