"""Expressions -> strings, in the way of writing of each format."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.counting.expressions import Product, Sum

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Sequence

    from rnnformula.counting.expressions import Expression


def _name_alone(written: str, role: str) -> str:
    return written


def words_alone(part: str, written: str) -> str:
    """The words that speak of a part of a layer, in a format that does not say of which."""
    return written


@dataclass(frozen=True, slots=True)
class Style:
    """How a format writes a product, a sum, a size's name, a number, a label and the name of an array or layer.

    ``array`` is given the name of an array as it is written, and the array's role as figures have it; ``part`` a part
    of a layer, and words that speak of it; ``vector`` the name of what an equation gives, and its TeX.
    """

    times: str
    name: Callable[[str], str] = str
    number: Callable[[int], str] = str
    word: Callable[[str], str] = str
    code: Callable[[str], str] = str
    indent: str = ""
    plus: str = " + "
    array: Callable[[str, str], str] = _name_alone
    part: Callable[[str, str], str] = words_alone
    vector: Callable[[str, str], str] = _name_alone


def grouped(number: int) -> str:
    """A number with a comma before each group of three digits, ``10,560``."""
    return f"{number:,}"


#: As Python would read it.
PLAIN = Style(" * ")


#: The part of a layer that a term of a formula stands for, by the numbers of the terms around it and its own.
Parts = Mapping[tuple[int, ...], str]
NO_PARTS: Parts = {}


def write(expression: Expression, style: Style, parts: Parts = NO_PARTS, place: tuple[int, ...] = ()) -> str:
    """The expression in a style, with brackets where a sum is a factor; ``place`` is where it stands in the formula.

    >>> write(Product(("units", Sum(("features", 1)))), PLAIN)
    'units * (features + 1)'
    """
    match expression:
        case int():
            written = style.number(expression)
        case str():
            written = style.name(expression)
        case Sum(terms):
            written = style.plus.join(write(term, style, parts, (*place, at)) for at, term in enumerate(terms))
        case Product(factors):
            factors_written = ((factor, write(factor, style, parts, (*place, at))) for at, factor in enumerate(factors))
            written = style.times.join(
                f"({inner})" if isinstance(factor, Sum) else inner for factor, inner in factors_written
            )
    return style.part(parts[place], written) if place in parts else written


def worked(sides: Iterable[Expression], style: Style, parts: Sequence[Parts] = ()) -> str:
    """Equal sides, each way of writing once: ``2 × (3 + 2 + 1) = 2 × 6 = 12``; ``parts`` has those of each side.

    >>> worked([Sum((3, 2)), 5, 5], PLAIN)
    '3 + 2 = 5'
    """
    written: dict[str, str] = {}
    for number, side in enumerate(sides):
        of_side = parts[number] if number < len(parts) else NO_PARTS
        written.setdefault(write(side, style), write(side, style, of_side))
    return " = ".join(written.values())


def shape(axes: Iterable[Expression], style: Style) -> str:
    """A shape as Python prints a tuple, digits not grouped: ``(features, units)``, ``(units,)``.

    >>> shape((10,), PLAIN)
    '(10,)'
    """
    written = [str(axis) if isinstance(axis, int) else write(axis, style) for axis in axes]
    return f"({', '.join(written)}{',' if len(written) == 1 else ''})"
