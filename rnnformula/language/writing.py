"""Expressions -> strings, in the way of writing of each format."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.counting.formula import Product, Sum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rnnformula.counting.formula import Expression


def _name_alone(written: str, role: str) -> str:
    return written


def _words_alone(part: str, written: str) -> str:
    return written


@dataclass(frozen=True, slots=True)
class Style:
    """How a format writes a product, a sum, a size's name, a number, a label and the name of an array or layer.

    ``array`` is given the name of an array as it is written, and the array's role as figures have it; ``part`` a part
    of a layer, and words that speak of it.
    """

    times: str
    name: Callable[[str], str] = str
    number: Callable[[int], str] = str
    word: Callable[[str], str] = str
    code: Callable[[str], str] = str
    indent: str = ""
    plus: str = " + "
    array: Callable[[str, str], str] = _name_alone
    part: Callable[[str, str], str] = _words_alone


def grouped(number: int) -> str:
    """A number with a comma before each group of three digits, ``10,560``."""
    return f"{number:,}"


#: As Python would read it.
PLAIN = Style(" * ")


def write(expression: Expression, style: Style) -> str:
    """The expression in a style, with brackets where a sum is a factor.

    >>> write(Product(("units", Sum(("features", 1)))), PLAIN)
    'units * (features + 1)'
    """
    match expression:
        case int():
            return style.number(expression)
        case str():
            return style.name(expression)
        case Sum(terms):
            return style.plus.join(write(term, style) for term in terms)
        case Product(factors):
            return style.times.join(
                f"({write(factor, style)})" if isinstance(factor, Sum) else write(factor, style) for factor in factors
            )


def worked(sides: Iterable[Expression], style: Style) -> str:
    """Equal sides, each way of writing once: ``2 × (3 + 2 + 1) = 2 × 6 = 12``.

    >>> worked([Sum((3, 2)), 5, 5], PLAIN)
    '3 + 2 = 5'
    """
    return " = ".join(dict.fromkeys(write(side, style) for side in sides))


def shape(axes: Iterable[Expression], style: Style) -> str:
    """A shape as Python prints a tuple, digits not grouped: ``(features, units)``, ``(units,)``.

    >>> shape((10,), PLAIN)
    '(10,)'
    """
    written = [str(axis) if isinstance(axis, int) else write(axis, style) for axis in axes]
    return f"({', '.join(written)}{',' if len(written) == 1 else ''})"
