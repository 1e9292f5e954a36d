"""Wordings that the glossary refuses in a language, and the places where words of others may stand."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.language import LANGUAGES, WIDE_CHARACTERS

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rnnformula.site.book.terms import GlossaryTerm

#: Names in code are not ours to choose, and ids and addresses are no words; of an address only its scheme matters.
CODE_OR_ADDRESS = re.compile(r"`[^`\n]*`|\{[#.:][^{}\n]*\}|(?<=\]\()(?P<scheme>\w+://)?[^()\s]*(?=\))")
#: A character of a script that has no blanks between words.
WITHOUT_BLANKS = re.compile(WIDE_CHARACTERS)
#: Up to where a phrase such as "also called" reaches: the end of the sentence, the bracket, the cell or the paragraph.
REACH = r"(?:(?!\.\s|[;!?。；！？)）|]|\n\s*\n)[\s\S])*"
#: Words between two marks, in a paragraph.
QUOTATION = r"{0}(?:(?!{1}|\n\s*\n)[\s\S])*{1}"
#: The name of something on another site.
LINKED_ELSEWHERE = r"\[[^\[\]]*\](?=\(\w+://)"


class Refusal(NamedTuple):
    """A refused wording: the line of the text that it begins in, how it is written, its term, and why it is refused.

    A word of others needs no reason.
    """

    line: int
    text: str
    term: GlossaryTerm
    why: dict[str, str]


class Wordings:
    """What the glossary refuses in a language: what is never written, and words of others where they stand for ours."""

    def __init__(self, terms: Iterable[GlossaryTerm], lang: str, *, also: bool = True) -> None:
        self._listed: dict[str, tuple[GlossaryTerm, dict[str, str]]] = {}
        for term in terms:
            others = term.also.get(lang, ()) if also else ()
            self._listed |= {folded(wording): (term, {}) for wording in others}
            self._listed |= {folded(refused.wording): (term, refused.why) for refused in term.never.get(lang, ())}
        # The longest first: where 权值矩阵 stands, 权值 alone is not meant.
        wordings = sorted(self._listed, key=len, reverse=True)
        self._pattern = re.compile("|".join(map(_written, wordings)) or "(?!)", re.IGNORECASE)
        prose = LANGUAGES[lang].prose()
        quoted = (QUOTATION.format(*map(re.escape, marks)) for marks in prose.quotes)
        introduced = (re.escape(phrase) + REACH for phrase in prose.also_called)
        self._others = re.compile("|".join([*quoted, *introduced, LINKED_ELSEWHERE]), re.IGNORECASE)

    def refused_in(self, text: str) -> Iterator[Refusal]:
        """What is refused in a text, code and addresses left out; words of others may be introduced or quoted."""
        text = CODE_OR_ADDRESS.sub(lambda match: match["scheme"] or "``", text)
        open_to_others = [match.span() for match in self._others.finditer(text)]
        for match in self._pattern.finditer(text):
            written = folded(match[0])
            term, why = self._listed.get(written) or self._listed[written.removesuffix("s")]
            if why or not any(start <= match.start() and match.end() <= end for start, end in open_to_others):
                yield Refusal(text.count("\n", 0, match.start()), match[0], term, why)


def folded(wording: str) -> str:
    """A wording in small letters, with one blank between its words."""
    return " ".join(wording.lower().split())


def _written(wording: str) -> str:
    """The pattern of a wording: whole words, of one or several, with any blanks or a line break between them."""
    written = r"\s+".join(map(re.escape, wording.split()))
    begin, end = ("" if WITHOUT_BLANKS.match(character) else r"\b" for character in (wording[0], wording[-1]))
    return f"{begin}{written}{end and 's?' + end}"
