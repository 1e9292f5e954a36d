"""Claims that texts make with a tag: ``rnnformula:4K7Q(units=64, features=6) = 18176``, found in any text or source."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.citing.tag_code import TAG_LENGTH, is_tag

if TYPE_CHECKING:
    from collections.abc import Iterator

#: What begins a claim: the name of this package, a colon, a tag or an id.
CLAIM_BEGINNING = re.compile(r"(?<!\w)rnnformula[:：](?P<name>[A-Za-z0-9]+(?:[-.][A-Za-z0-9]+)*)")
#: A claim does not go on for longer than this; so the time stays linear, whatever the text.
LONGEST_CLAIM, MOST_BRACKETS = 600, 5
#: The end of a line with the marks by which comments, quotes and lists go on in the next.
_LINE_END = r"[ \t\r]*\n[ \t]*(?:#+|//+|\*+|%+|;+|>+|--+|!+|\"\"\"|\.\.)?"
#: Marks of code and emphasis in Markdown, LaTeX and markup, which may stand around the parts of a claim.
_MARKS = r"[ \t\u00a0`*_$~'\"&|]{0,12}"
_BETWEEN = rf"{_MARKS}(?:{_LINE_END}{_MARKS})?"
CLAIM_BRACKET = re.compile(r"[ \t]?[(（]")
CLAIM_SIGN = re.compile(rf"{_BETWEEN}(?P<sign>==?|＝)(?!=){_BETWEEN}")
#: A number with the marks that group its digits in code, prose and LaTeX; what follows may not be part of a number.
_GROUP = r"(?:[_,'’\u202f\u2009]|\\,|\{,\})"
NUMBER_OF_CLAIM = re.compile(rf"(?P<number>\d{{1,3}}(?:{_GROUP}\d{{3}})+|\d+)(?![\d_]|[.,]\d|[eE]\d|[A-Za-z%])")
#: What is shown of what stands where the number should.
UNREAD_WORD = re.compile(r"[^\s`]{1,30}")
COMMENT_LINE_ENDS = re.compile(_LINE_END)
#: Full-width marks of Chinese, and the escapes of LaTeX and JSON -> how Python writes the same.
AS_PYTHON = str.maketrans("（）＝，：“”‘’", "()=,:\"\"''")
ESCAPED = re.compile(r"\\([_\"'#&])")


@dataclass(frozen=True, slots=True)
class CitedClaim:
    """A claim of a text: where it begins (line and column from 1), its name, and what is said of its number.

    ``arguments`` is what stands in the brackets, None where there are none; ``number`` is what it is said to be, None
    where nothing is said, and ``unread`` what stands there instead.
    """

    line: int
    column: int
    name: str
    arguments: str | None = None
    number: int | None = None
    unread: str = ""

    def __str__(self) -> str:
        """The claim in one line."""
        brackets = "" if self.arguments is None else f"({self.arguments})"
        number = "" if self.number is None else f" = {self.number}"
        return f"rnnformula:{self.name}{brackets}{number}"


def cited_claims(text: str) -> Iterator[CitedClaim]:
    """All claims of a text, in order; what looks like a tag is one without a number too, other names are not.

    >>> [claim.number for claim in cited_claims("# rnnformula:4K7Q(units=64, features=6) = 18_176")]
    [18176]
    """
    starts = [0, *(match.end() for match in re.finditer("\n", text))]
    for match in CLAIM_BEGINNING.finditer(text):
        arguments, end = _brackets(text, match.end())
        number, unread, has_sign = _number(text, end)
        if arguments is None and not has_sign and not _looks_like_tag(match["name"]):
            continue
        line = bisect_right(starts, match.start())
        column = match.start() - starts[line - 1] + 1
        yield CitedClaim(line, column, match["name"], arguments, number, unread)


def _looks_like_tag(name: str) -> bool:
    """Whether a name is a tag or was meant to be one; a word in large letters and the number of a port are none."""
    is_mixed = not name.isalpha() and not name.isdecimal()
    return is_tag(name) or (len(name) == TAG_LENGTH and name.isalnum() and name == name.upper() and is_mixed)


def _brackets(text: str, place: int) -> tuple[str | None, int]:
    """What stands in the brackets that open here, as Python would write it, and where they end."""
    opening = CLAIM_BRACKET.match(text, place)
    if not opening:
        return None, place
    depth = 0
    for end in range(opening.end() - 1, min(len(text), place + LONGEST_CLAIM)):
        depth += (text[end] in "([{（") - (text[end] in ")]}）")
        if depth > MOST_BRACKETS:
            break
        if depth == 0:
            inside = " ".join(COMMENT_LINE_ENDS.sub(" ", text[opening.end() : end]).split())
            return ESCAPED.sub(r"\1", inside).translate(AS_PYTHON), end + 1
    return None, place


def _number(text: str, place: int) -> tuple[int | None, str, bool]:
    """The number behind the sign of equality, or what stands there, and whether there is such a sign."""
    sign = CLAIM_SIGN.match(text, place, place + LONGEST_CLAIM)
    if not sign:
        return None, "", False
    match = NUMBER_OF_CLAIM.match(text, sign.end(), sign.end() + LONGEST_CLAIM)
    if match:
        return int(re.sub(_GROUP, "", match["number"])), "", True
    word = UNREAD_WORD.match(text, sign.end())
    return None, word[0] if word else "", True
