r"""Formulas of pages, read from their TeX: polynomials of sizes, fractions of them, and shapes.

A statement is one line of mathematics, the sides of its equalities in order. ``\units \times
(\features + 1)`` has one side. A side is a pair of polynomials, above and below the line of a fraction;
a shape is several such pairs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rnnformula.counting.formula import Expression
    from rnnformula.facts import Array

#: The sizes of each monomial, in order -> its factor; no factor is 0.
Polynomial = dict[tuple[str, ...], int]


@dataclass(frozen=True)
class Fraction:
    """A polynomial over another one, which is 1 where no line is written."""

    above: Polynomial
    below: Polynomial

    @property
    def whole(self) -> bool:
        """Whether it has no line."""
        return self.below == ONE


@dataclass(frozen=True)
class Statement:
    """What one line of mathematics says: its sides, each one number or the axes of a shape; and its TeX.

    ``numbers`` says how many are written in it, ``once`` whether a 1 stands there as a factor, as nobody writes it.
    """

    tex: str
    sides: tuple[tuple[Fraction, ...], ...]
    numbers: int
    once: bool


ONE: Polynomial = {(): 1}
_ONCE = Fraction(ONE, ONE)
TOKEN = re.compile(
    r"(?P<number>\d+(?:\{,\}\d{3})*)"
    r"|(?P<name>\\text\{(?P<text>[^{}]*)\}|\\(?:units|features)(?![A-Za-z])|[A-Za-z])"
    r"(?:_(?:(?P<index>[A-Za-z0-9])|\{(?P<indices>[^{}]*)\}))?"
    r"|(?P<sign>\\times(?![A-Za-z])|\\cdot(?![A-Za-z])|\\frac(?![A-Za-z])|[-+=(),{}])"
    r"|(?P<blank>\\left|\\right|\\quad|\\[;, ]|[\s&]+)"
)
ENVIRONMENT = re.compile(r"\\(?:begin|end)\{aligned\}")
#: Words beside a row.
BESIDE = re.compile(r"&&\s*\\text\{[^{}]*\}")
#: How a row begins that goes on with the one before.
GOES_ON = re.compile(r"[\s&]*(?:\\quad|\\;|\s|&)*(?:[-+=]|\\times|\\cdot)")


def read_statements(tex: str) -> list[Statement]:
    r"""The statements of a formula; rows that go on with the one before belong to it.

    >>> [len(statement.sides) for statement in read_statements(r"2 \times 3 = 6 \\ \units")]
    [2, 1]

    Raises:
        ValueError: it is not made of sizes, whole numbers, + - × =, fractions and brackets.
    """
    rows: list[str] = []
    for row in BESIDE.sub("", ENVIRONMENT.sub("", tex)).split(r"\\"):
        open_ = rows and rows[-1].count("(") > rows[-1].count(")")
        if rows and (open_ or GOES_ON.match(row)):
            rows[-1] += row
        else:
            rows.append(row)
    found = []
    for row in rows:
        reader = _Reader(row)
        sides = reader.statement()
        numbers = sum(token.isdecimal() for token in reader.tokens)
        found.append(Statement(" ".join(row.split()), sides, numbers, reader.once))
    return found


class _Reader:
    """Reads one line by the usual precedence; a product may be written without a sign."""

    def __init__(self, tex: str) -> None:
        self.tokens: list[str] = []
        self.once = False
        place = 0
        while place < len(tex):
            match = TOKEN.match(tex, place)
            if not match:
                raise ValueError(tex[place : place + 20])
            place = match.end()
            if match["number"]:
                self.tokens.append(match["number"].replace("{,}", ""))
            elif match["name"]:
                name = (match["text"] or match["name"].lstrip("\\")).replace("\\_", "_")
                index = match["index"] or match["indices"]
                self.tokens.append(f"{name}_{index}" if index else name)
            elif match["sign"]:
                self.tokens.append(match["sign"])
        self.place = 0

    def statement(self) -> tuple[tuple[Fraction, ...], ...]:
        sides = [self.side()]
        while self.next() == "=":
            self.place += 1
            sides.append(self.side())
        if self.place < len(self.tokens):
            raise ValueError(self.next())
        return tuple(sides)

    def side(self) -> tuple[Fraction, ...]:
        """A sum, or several in brackets with commas between them."""
        before = self.place
        if self.next() == "(":
            axes = []
            while self.next() in ("(", ","):
                self.place += 1
                axes.append(self.sum())
            if self.next() == ")" and len(axes) > 1:
                self.place += 1
                return tuple(axes)
            self.place = before
        return (self.sum(),)

    def sum(self) -> Fraction:
        sign = self.next()
        if sign in ("+", "-"):
            self.place += 1
        total = self.product()
        if sign == "-":
            total = Fraction(times({(): -1}, total.above), total.below)
        while (sign := self.next()) in ("+", "-"):
            self.place += 1
            term = self.product()
            factor = 1 if sign == "+" else -1
            above = plus(times(total.above, term.below), times({(): factor}, times(term.above, total.below)))
            total = Fraction(above, times(total.below, term.below))
        return total

    def product(self) -> Fraction:
        result = self.factor()
        while True:
            following = self.next()
            if following in (r"\times", r"\cdot"):
                self.place += 1
            elif not (following in ("(", r"\frac") or following[:1].isalnum()):
                return result
            factor = self.factor()
            self.once |= factor == _ONCE or result == _ONCE
            result = Fraction(times(result.above, factor.above), times(result.below, factor.below))

    def factor(self) -> Fraction:
        token = self.next()
        self.place += 1
        if token == "(":
            return self.until(")")
        if token == r"\frac":
            above, below = self.braces(), self.braces()
            return Fraction(times(above.above, below.below), times(above.below, below.above))
        if token.isdecimal():
            return Fraction({(): int(token)} if int(token) else {}, ONE)
        if token[:1].isalpha():
            return Fraction({(token,): 1}, ONE)
        raise ValueError(token or "the end")

    def braces(self) -> Fraction:
        if self.next() != "{":
            raise ValueError(self.next())
        self.place += 1
        return self.until("}")

    def until(self, end: str) -> Fraction:
        inner = self.sum()
        if self.next() != end:
            raise ValueError(self.next())
        self.place += 1
        return inner

    def next(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""


def plus(one: Polynomial, other: Polynomial) -> Polynomial:
    """The sum."""
    total = dict(one)
    for sizes, factor in other.items():
        total[sizes] = total.get(sizes, 0) + factor
    return {sizes: factor for sizes, factor in total.items() if factor}


def minus(one: Polynomial, other: Polynomial) -> Polynomial:
    """The difference."""
    return plus(one, times({(): -1}, other))


def times(one: Polynomial, other: Polynomial) -> Polynomial:
    """The product."""
    total: Polynomial = {}
    for left, factor in one.items():
        for right, other_factor in other.items():
            sizes = tuple(sorted(left + right))
            total[sizes] = total.get(sizes, 0) + factor * other_factor
    return {sizes: factor for sizes, factor in total.items() if factor}


def divided(one: Polynomial, number: int, size: str = "") -> Polynomial | None:
    """The polynomial divided by a number and a size; None where that is no polynomial."""
    result: Polynomial = {}
    for sizes, factor in one.items():
        if factor % number or (size and size not in sizes):
            return None
        rest = list(sizes)
        if size:
            rest.remove(size)
        result[tuple(rest)] = factor // number
    return result


def equal(one: Fraction, other: Fraction) -> bool:
    """Whether both are the same for all sizes."""
    return times(one.above, other.below) == times(other.above, one.below)


def symbols(polynomial: Polynomial) -> frozenset[str]:
    """The names in it."""
    return frozenset(size for sizes in polynomial for size in sizes)


def substituted(polynomial: Polynomial, values: Mapping[str, int]) -> Polynomial:
    """The polynomial with numbers for some sizes."""
    total: Polynomial = {}
    for sizes, factor in polynomial.items():
        for size in sizes:
            factor *= values.get(size, 1)
        total = plus(total, {tuple(size for size in sizes if size not in values): factor})
    return total


def same_but_for_names(one: Polynomial, other: Polynomial) -> bool:
    """Whether one becomes the other when its names are exchanged for those of the other, one for one."""
    if _profile(one) != _profile(other):
        return False
    mine, theirs = sorted(symbols(one)), sorted(symbols(other))
    for order in permutations(theirs):
        names = dict(zip(mine, order, strict=True))
        if {tuple(sorted(names[size] for size in sizes)): factor for sizes, factor in one.items()} == other:
            return True
    return False


def _profile(polynomial: Polynomial) -> tuple[list[tuple[int, int]], int]:
    return sorted((len(sizes), factor) for sizes, factor in polynomial.items()), len(symbols(polynomial))


def of_expression(expression: Expression) -> Polynomial:
    """A formula of the package as a polynomial."""
    from rnnformula.counting.formula import Product, Sum

    match expression:
        case int():
            return {(): expression} if expression else {}
        case str():
            return {(expression,): 1}
        case Product(factors):
            product = ONE
            for factor in factors:
                product = times(product, of_expression(factor))
            return product
        case Sum(terms):
            return total(of_expression(term) for term in terms)


def total(polynomials: Iterable[Polynomial]) -> Polynomial:
    """The sum of all."""
    result: Polynomial = {}
    for polynomial in polynomials:
        result = plus(result, polynomial)
    return result


@cache
def _axes(array: Array) -> tuple[tuple[tuple[tuple[str, ...], int], ...], ...]:
    from rnnformula.counting.formula import shape_of

    return tuple(tuple(of_expression(axis).items()) for axis in shape_of(array))


def axes_of(array: Array) -> list[Polynomial]:
    """The axes of an array."""
    return [dict(axis) for axis in _axes(array)]


def of_array(array: Array) -> Polynomial:
    """The number of scalars of an array."""
    product = ONE
    for axis in axes_of(array):
        product = times(product, axis)
    return product
