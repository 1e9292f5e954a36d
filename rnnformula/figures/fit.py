"""How wide words are at most, in any language and notation, so that a figure can choose what fits."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula.counting.expressions import Product, Sum
from rnnformula.figures.scene import TEXT
from rnnformula.language import LANGUAGES, WIDE_CHARACTERS
from rnnformula.language.notation import NOTATIONS
from rnnformula.language.phrases import Equality, Label, Symbol

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.counting.expressions import Expression
    from rnnformula.language.phrases import Value

    Words = Label | Symbol | str

#: Widths of characters in thousandths of the size of text, so that sums are exact, in a wide font (DejaVu Sans); all
#: others are `LETTER` wide.
EQUALLY_WIDE = {
    "ijl": 280,
    " .,:;'": 320,
    "frt()[]-/": 420,
    "+×=": 800,
    "mwMW": 990,
    "ABCDGHNOQRTUVXY": 780,
}
CHARACTERS = {character: wide for characters, wide in EQUALLY_WIDE.items() for character in characters}
LETTER, SQUARE, CODE_LETTER, THOUSAND = 635, 1000, 610, 1000
BOLD = 1.1
#: A character that is as wide as high in any language.
WIDE_CHARACTER = re.compile(WIDE_CHARACTERS)


def longest_name(size: str) -> str:
    """The longest way to write a size in any notation.

    >>> longest_name("units")
    'hidden_size'
    """
    written = [re.sub(r"\\text\{(.*)\}", r"\1", notation.tex.get(size, size)) for notation in NOTATIONS.values()]
    return max((name.replace("\\_", "_") for name in written), key=len)


def width(words: Words, *, strong: bool = False) -> float:
    """About how wide words are where they are widest.

    >>> width("bias") < width("recurrent_kernel")
    True
    """
    if isinstance(words, str):
        return TEXT * CODE_LETTER * len(words) / THOUSAND
    return TEXT * _width(words) / THOUSAND * (BOLD if strong else 1)


def _width(value: Value | Expression | Symbol) -> int:
    """The width of anything but code, in thousandths of the size of text."""
    match value:
        case int():
            return _width(f"{value:,}")
        case str():
            return _written(value)
        case Symbol(letter, index):
            return _width(letter) + _width(index)
        case Equality(sides):
            return _width(" = ") * (len(sides) - 1) + sum(map(_expression, sides))
        case Label(key, values):
            return width_of_word(key) + sum(map(_width, values.values()))
        case tuple():
            return _joined(map(_width, value), width_of_word("list"))
    raise TypeError(f"expected words, got {value!r}")


@lru_cache(maxsize=4096)
def width_of_word(key: str) -> int:
    """The width of a word with nothing put into it, where it is widest, in thousandths of the size of text."""
    forms = (form for language in LANGUAGES.values() for form in language.words[key].split("|"))
    return max(_width(re.sub(r"\{\w+\}", "", form)) for form in forms)


@lru_cache(maxsize=4096)
def _written(text: str) -> int:
    return sum(SQUARE if WIDE_CHARACTER.match(character) else CHARACTERS.get(character, LETTER) for character in text)


def _expression(expression: Expression) -> int:
    match expression:
        case Product(factors):
            brackets = _width("()") * sum(isinstance(factor, Sum) for factor in factors)
            return brackets + _joined(map(_expression, factors), _width(" × "))
        case Sum(terms):
            return _joined(map(_expression, terms), _width(" + "))
        case str():
            return _width(longest_name(expression))
        case int():
            return _width(expression)


def _joined(widths: Iterable[int], sign: int) -> int:
    listed = list(widths)
    return sum(listed) + sign * (len(listed) - 1)


def fits(words: Words, room: float) -> bool:
    """Whether words are no wider than the room."""
    return width(words) <= room
