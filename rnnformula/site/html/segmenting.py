"""Text without blanks, divided into words: where a heading may break, and what the search takes for a word."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from typing import TYPE_CHECKING
from unicodedata import category

import jieba

from rnnformula.language import LANGUAGES

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator

    from rnnformula.site.book.terms import GlossaryTerm

#: How Unicode begins the categories of marks, and calls those that open something.
PUNCTUATION = "P"
OPENING_MARKS = ("Ps", "Pi")


@dataclass(frozen=True, slots=True)
class Segmenter:
    """How a segmenter is taught words, and how it divides a text."""

    teach: Callable[[Iterable[str]], None]
    divide: Callable[[str], Iterable[str]]


def _teach_jieba(words: Iterable[str]) -> None:
    jieba.setLogLevel(logging.WARNING)
    jieba.initialize()
    for word in words:
        jieba.add_word(word)


#: The register. The theme's search has all text divided by jieba where it has Chinese characters.
SEGMENTERS = {"jieba": Segmenter(_teach_jieba, jieba.cut)}


def teach_words(terms: list[GlossaryTerm]) -> None:
    """Have text without blanks divided so that each term, ours and others', is one word, which a reader may look for.

    Raises:
        KeyError: a language asks for a segmenter that there is none of.
    """
    for code, language in LANGUAGES.items():
        if segmenter := language.prose().segmenter:
            SEGMENTERS[segmenter].teach(
                word for term in terms for word in (term.word_in(code), *term.also.get(code, ()))
            )


def words_of(text: str, lang: str) -> list[str]:
    """The text in pieces, each a word with the marks and the particles that cling to it; a line may end behind each.

    Text of a language with blanks between its words is one piece.
    """
    prose = LANGUAGES[lang].prose()
    if not prose.segmenter:
        return [text]
    pieces = list(_pieces(SEGMENTERS[prose.segmenter].divide(text), prose.particles))
    # One character that the text ends with would be alone on its line.
    return [*pieces[:-2], "".join(pieces[-2:])] if len(pieces[-1]) == 1 else pieces


def is_within_word(text: str, start: int, end: int, lang: str) -> bool:
    """Whether a part of a text is within a longer word, as 单元 is in 单元格; without a segmenter nobody can tell."""
    segmenter = LANGUAGES[lang].prose().segmenter
    place = 0
    for word in SEGMENTERS[segmenter].divide(text) if segmenter else ():
        begins, place = place, place + len(word)
        if place >= end:
            return begins <= start and (begins, place) != (start, end)
    return False


def _pieces(words: Iterable[str], particles: str) -> Iterator[str]:
    piece = ""
    for word in words:
        if piece and not _clings(word, piece, particles):
            yield piece
            piece = ""
        piece += word
    yield piece


def _clings(word: str, piece: str, particles: str) -> bool:
    """Whether a word stays on the line of the piece before it; beside a blank the browser breaks the line by itself."""
    last, first = piece[-1], word[0]
    if last.isspace() or first.isspace() or (last.isascii() and first.isascii()):
        return True
    closes = category(first)[0] == PUNCTUATION and category(first) not in OPENING_MARKS
    return closes or word in particles or category(last) in OPENING_MARKS
