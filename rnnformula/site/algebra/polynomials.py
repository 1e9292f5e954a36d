r"""Formulas of pages, read from their TeX as polynomials of sizes, fractions of such polynomials, and shapes.

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
    """One polynomial over another; the lower one is 1 where the formula has no fraction line."""

    above: Polynomial
    below: Polynomial

    @property
    def whole(self) -> bool:
        """Whether it has no fraction line."""
        return self.below == ONE


@dataclass(frozen=True)
class Statement:
    """One line of mathematics: its TeX, its sides, each a number or the axes of a shape, and the signs between them.

    ``signs`` has a sign of `RELATIONS` less than there are sides; ``numbers`` is how many numbers are written in it;
    ``once`` says that 1 is written as a factor, as nobody does.
    """

    tex: str
    sides: tuple[tuple[Fraction, ...], ...]
    signs: tuple[str, ...]
    numbers: int
    once: bool


ONE: Polynomial = {(): 1}
_ONCE = Fraction(ONE, ONE)
TOKEN = re.compile(
    r"(?P<number>\d+(?:\{,\}\d{3})*)"
    r"|(?P<name>\\text\{(?P<text>[^{}]*)\}|\\(?:units|features)(?![A-Za-z])|[A-Za-z])"
    r"(?:_(?:(?P<index>[A-Za-z0-9])|\{(?P<indices>[^{}]*)\}))?"
    r"|(?P<sign>\\(?:times|cdot|frac|leq?|geq?|neq?|lt|gt)(?![A-Za-z])|[-+=<>(),{}])"
    r"|(?P<blank>\\left|\\right|\\quad|\\[;, ]|[\s&]+)"
)
#: What may stand between two sides: a sign as TeX has it -> the comparison.
RELATIONS = {"=": "=", "<": "<", r"\lt": "<", ">": ">", r"\gt": ">", r"\ne": "≠", r"\neq": "≠"}
RELATIONS |= {r"\le": "≤", r"\leq": "≤", r"\ge": "≥", r"\geq": "≥"}
ALIGNED = re.compile(r"\\(?:begin|end)\{aligned\}")
#: Words that explain a row, in a column of their own beside it.
WORDS_BESIDE = re.compile(r"&&\s*\\text\{[^{}]*\}")
#: The beginning of a row that continues the formula of the row before it.
CONTINUES = re.compile(r"[\s&]*(?:\\quad|\\;|\s|&)*(?:[-+=<>]|\\(?:times|cdot|leq?|geq?|neq?|lt|gt)(?![A-Za-z]))")


def read_statements(tex: str) -> list[Statement]:
    r"""The statements of a formula; a row that continues the row before it is part of the same statement.

    >>> [len(statement.sides) for statement in read_statements(r"2 \times 3 = 6 \\ \units")]
    [2, 1]

    Raises:
        ValueError: the formula is not made of sizes, whole numbers, + - × =, fractions and brackets.
    """
    rows: list[str] = []
    for row in WORDS_BESIDE.sub("", ALIGNED.sub("", tex)).split(r"\\"):
        open_ = rows and rows[-1].count("(") > rows[-1].count(")")
        if rows and (open_ or CONTINUES.match(row)):
            rows[-1] += row
        else:
            rows.append(row)
    statements = []
    for row in rows:
        reader = _Reader(row)
        sides = reader.statement()
        numbers = sum(token.isdecimal() for token in reader.tokens)
        statements.append(Statement(" ".join(row.split()), sides, tuple(reader.signs), numbers, reader.once))
    return statements


class _Reader:
    """Reads one line of TeX with the usual precedence; a product may be written without a sign."""

    def __init__(self, tex: str) -> None:
        self.tokens: list[str] = []
        self.signs: list[str] = []
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
        while sign := RELATIONS.get(self.next()):
            self.signs.append(sign)
            self.place += 1
            sides.append(self.side())
        if self.place < len(self.tokens):
            raise ValueError(self.next())
        return tuple(sides)

    def side(self) -> tuple[Fraction, ...]:
        """A sum, or a shape: several sums in brackets with commas between them."""
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


def plus(left: Polynomial, right: Polynomial) -> Polynomial:
    """The sum of two polynomials."""
    total = dict(left)
    for sizes, factor in right.items():
        total[sizes] = total.get(sizes, 0) + factor
    return {sizes: factor for sizes, factor in total.items() if factor}


def minus(left: Polynomial, right: Polynomial) -> Polynomial:
    """The difference of two polynomials."""
    return plus(left, times({(): -1}, right))


def times(left: Polynomial, right: Polynomial) -> Polynomial:
    """The product of two polynomials."""
    total: Polynomial = {}
    for left_sizes, left_factor in left.items():
        for right_sizes, right_factor in right.items():
            sizes = tuple(sorted(left_sizes + right_sizes))
            total[sizes] = total.get(sizes, 0) + left_factor * right_factor
    return {sizes: factor for sizes, factor in total.items() if factor}


def divided(polynomial: Polynomial, number: int, size: str = "") -> Polynomial | None:
    """The polynomial divided by a number and a size; None where the quotient is no polynomial."""
    quotient: Polynomial = {}
    for sizes, factor in polynomial.items():
        if factor % number or (size and size not in sizes):
            return None
        rest = list(sizes)
        if size:
            rest.remove(size)
        quotient[tuple(rest)] = factor // number
    return quotient


def equal(left: Fraction, right: Fraction) -> bool:
    """Whether two fractions are equal for all sizes."""
    return times(left.above, right.below) == times(right.above, left.below)


def holds(left: Fraction, sign: str, right: Fraction) -> bool:
    """Whether the comparison is true whatever sizes of at least 1 the names stand for.

    With a size written as 1 and what it has more, a polynomial whose factors are all positive is positive.
    """
    difference = minus(times(left.above, right.below), times(right.above, left.below))
    match sign:
        case "=":
            return not difference
        case "≠":
            return _is_positive(difference) or _is_positive(times({(): -1}, difference))
        case "<" | "≤":
            difference = times({(): -1}, difference)
    more = _from_one(difference)
    return all(factor > 0 for factor in more.values()) and (sign in "≤≥" or () in more)


def _is_positive(polynomial: Polynomial) -> bool:
    more = _from_one(polynomial)
    return () in more and all(factor > 0 for factor in more.values())


def _from_one(polynomial: Polynomial) -> Polynomial:
    """The polynomial of what each size has more than 1."""
    total: Polynomial = {}
    for sizes, factor in polynomial.items():
        product: Polynomial = {(): factor}
        for size in sizes:
            product = times(product, {(): 1, (size,): 1})
        total = plus(total, product)
    return total


def symbols(polynomial: Polynomial) -> frozenset[str]:
    """The names of the sizes in a polynomial."""
    return frozenset(size for sizes in polynomial for size in sizes)


def substituted(polynomial: Polynomial, values: Mapping[str, int]) -> Polynomial:
    """The polynomial with numbers in place of the sizes that have a value."""
    total: Polynomial = {}
    for sizes, factor in polynomial.items():
        for size in sizes:
            factor *= values.get(size, 1)
        total = plus(total, {tuple(size for size in sizes if size not in values): factor})
    return total


def same_but_for_names(left: Polynomial, right: Polynomial) -> bool:
    """Whether renaming the sizes of one polynomial, one for one, gives the other."""
    if _profile(left) != _profile(right):
        return False
    left_names, right_names = sorted(symbols(left)), sorted(symbols(right))
    for order in permutations(right_names):
        renamed = dict(zip(left_names, order, strict=True))
        if {tuple(sorted(renamed[size] for size in sizes)): factor for sizes, factor in left.items()} == right:
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
            return sum_of(of_expression(term) for term in terms)


def sum_of(polynomials: Iterable[Polynomial]) -> Polynomial:
    """The sum of any number of polynomials."""
    total: Polynomial = {}
    for polynomial in polynomials:
        total = plus(total, polynomial)
    return total


@cache
def _axes(array: Array) -> tuple[tuple[tuple[tuple[str, ...], int], ...], ...]:
    from rnnformula.counting.formula import shape_of

    return tuple(tuple(of_expression(axis).items()) for axis in shape_of(array))


def axis_polynomials(array: Array) -> list[Polynomial]:
    """The size of each axis of an array."""
    return [dict(axis) for axis in _axes(array)]


def of_array(array: Array) -> Polynomial:
    """The number of scalars of an array."""
    product = ONE
    for axis in axis_polynomials(array):
        product = times(product, axis)
    return product
