"""Values that code leaves open: numbers put in their place, and formulas made of what comes out.

A count is followed several times, with other numbers for the open values each time; a size that is a sum of products of
them is found by its differences, and any other is refused.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Any

from rnnformula.counting.expressions import Expression, Product, Sum
from rnnformula.reading.code.meanings import Open

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

#: A number in the place of an open value, and what is added to it; divisible by what layers divide by.
FIRST_NUMBER, STEP, SHIFT = 2_520, 840, 2_520
#: More open values make no formula that somebody reads.
MOST_OPEN = 12


class Undecided(Exception):
    """What the code leaves open decides more than a size."""

    def __init__(self, names: Sequence[str]) -> None:
        super().__init__(*names)
        self.names = tuple(names)


class OpenValues:
    """Numbers for all open values: those that are given, and others in the place of the rest."""

    def __init__(self, given: Mapping[str, Any], shifted: frozenset[int] = frozenset(), factor: int = 1) -> None:
        self.given = given
        self.shifted = shifted
        self.factor = factor
        #: What was asked for, in its order -> what has to be filled in for it.
        self.requested: dict[str, tuple[str, ...]] = {}

    def number(self, value: Any) -> Any:
        """The number of a value; what is no open value stays as it is."""
        if not isinstance(value, Open):
            return value
        if value.text in self.given:
            return self.given[value.text]
        if value.sign:
            first_place, other = (self.number(side) for side in value.sides)
            return (
                first_place + other
                if value.sign == "+"
                else first_place - other
                if value.sign == "-"
                else first_place * other
            )
        return self.named(value.text, value.names)

    def named(self, text: str, names: tuple[str, ...] = ()) -> int:
        """A number in the place of an open value."""
        if text in self.given:
            given: int = self.given[text]
            return given
        self.requested.setdefault(text, names or (text,))
        place = list(self.requested).index(text)
        if place >= MOST_OPEN:
            raise Undecided(self.names)
        return self.factor * (FIRST_NUMBER + STEP * place * (place + 1)) + (
            SHIFT * (place + 1) if place in self.shifted else 0
        )

    @property
    def names(self) -> tuple[str, ...]:
        """All that has to be filled in."""
        return tuple(dict.fromkeys(name for names in self.requested.values() for name in names))


def expressions_of(
    measure: Callable[[OpenValues], list[int]], given: Mapping[str, Any]
) -> tuple[list[Expression], tuple[str, ...]]:
    """The sizes that a measurement gives, as formulas of the open values, and what has to be filled in.

    Raises:
        Undecided: a size is no sum of products of at most two open values.
    """
    base = OpenValues(given)
    first = measure(base)
    texts = list(base.requested)
    if not texts:
        return list(first), ()
    numbers = [base.named(text) for text in texts]

    def shifted(*places: int) -> list[int]:
        return measure(OpenValues(given, frozenset(places)))

    alone = [shifted(place) for place in range(len(texts))]
    pairs = {
        (first_place, other): shifted(first_place, other)
        for first_place in range(len(texts))
        for other in range(first_place + 1, len(texts))
    }
    check = measure(OpenValues(given, factor=3))
    steps = [SHIFT * (place + 1) for place in range(len(texts))]
    expressions: list[Expression] = []
    used: set[int] = set()
    for column, value in enumerate(first):
        slopes = [alone[place][column] - value for place in range(len(texts))]
        terms: dict[tuple[int, ...], int] = {}
        linear = {}
        for place, slope in enumerate(slopes):
            linear[place], rest = divmod(slope, steps[place])
            if rest:
                raise Undecided(base.names)
        for (first_place, other), both in pairs.items():
            mixed = both[column] - alone[first_place][column] - alone[other][column] + value
            product, rest = divmod(mixed, steps[first_place] * steps[other])
            if rest:
                raise Undecided(base.names)
            if product:
                terms[first_place, other] = product
                linear[first_place] -= product * numbers[other]
                linear[other] -= product * numbers[first_place]
        terms |= {(place,): slope for place, slope in linear.items() if slope}
        constant = value - _worth(terms, numbers)
        if _worth(terms, [3 * number for number in numbers]) + constant != check[column]:
            raise Undecided(base.names)
        expressions.append(_written(terms, constant, texts))
        used |= {place for places in terms for place in places}
    relevant = [name for place, text in enumerate(texts) if place in used for name in base.requested[text]]
    return expressions, tuple(dict.fromkeys(relevant))


def _worth(terms: Mapping[tuple[int, ...], int], numbers: Sequence[int]) -> int:
    total = 0
    for places, factor in terms.items():
        for place in places:
            factor *= numbers[place]
        total += factor
    return total


def _written(terms: Mapping[tuple[int, ...], int], constant: int, texts: Sequence[str]) -> Expression:
    listed: list[Expression] = []
    for places in sorted(terms):
        factors: list[Expression] = [
            *([terms[places]] if terms[places] != 1 else []),
            *(bracketed(texts[place]) for place in places),
        ]
        listed.append(factors[0] if len(factors) == 1 else Product(tuple(factors)))
    if constant or not listed:
        listed.append(constant)
    return listed[0] if len(listed) == 1 else Sum(tuple(listed))


def bracketed(text: str) -> str:
    """The text of a value as a factor: in brackets where it is a sum or the like itself."""
    outside = text
    while (inner := re.sub(r"[(\[][^()\[\]]*[)\]]", "", outside)) != outside:
        outside = inner
    return f"({text})" if re.search(r"[-+*/%<>=?]|\s", outside) else text
