"""Sentences and labels without their words: keys of phrases in a language, and the values to put into them.

`rnnformula.language.saying` makes strings of it.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rnnformula.counting.expressions import Expression


@dataclass(frozen=True, slots=True)
class Equality:
    """Equal sides, to be written as ``2 × 3 = 6``."""

    sides: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Symbol:
    """A letter with an index, ``x`` and 1 or ``h`` and ``t−1``; the same in all languages."""

    letter: str
    index: int | str


@dataclass(frozen=True, slots=True)
class Quote:
    """Text as it stands in code or in what somebody pasted."""

    text: str


@dataclass(frozen=True, slots=True)
class PartOf:
    """Words that speak of a part of a layer: an array by its name, or what a figure has as `GATES` or `UNITS`."""

    part: str
    words: Value


@dataclass(frozen=True, slots=True)
class Label:
    """A phrase in the words of a language: its key there, and what to put into it."""

    key: str
    values: dict[str, Value] = field(default_factory=dict)


#: What a phrase takes; several labels become a list.
Value = int | str | Quote | PartOf | Label | Equality | tuple[Label, ...]


def label(key: str, **values: Value) -> Label:
    """A label, its values as keyword arguments."""
    return Label(key, values)
