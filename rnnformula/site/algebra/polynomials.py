r"""Formulas of pages, read from their TeX as polynomials of sizes, fractions of such polynomials, and shapes.

A statement is one line of mathematics, the sides of its equalities in order. ``\units \times
(\features + 1)`` has one side. A side is a pair of polynomials, above and below the line of a fraction;
a shape is several such pairs.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import permutations
from typing import TYPE_CHECKING

from rnnformula.counting.polynomial import ONE, Polynomial, plus, symbols, times
from rnnformula.figures.term_parts import PRODUCT_KIND, SUM_KIND, FormulaTerm

if TYPE_CHECKING:
    from collections.abc import Mapping


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

    ``terms`` has each side with all that it is made of, and where that stands in the TeX of the formula; ``signs`` has
    a sign of `RELATIONS` less than there are sides; ``numbers`` is how many numbers are written in it; ``once`` says
    that 1 is written as a factor, as nobody does.
    """

    tex: str
    sides: tuple[tuple[Fraction, ...], ...]
    terms: tuple[FormulaTerm, ...]
    signs: tuple[str, ...]
    numbers: int
    once: bool


#: What a convolution reads is called channels by Keras, features where one formula speaks of all layers.
SAME = {"channels": "features"}
_ONCE = Fraction(ONE, ONE)
#: The kinds of terms that no formula of the package has.
FRACTION_KIND, SHAPE_KIND = "fraction", "shape"
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
TEX_ROW_END = r"\\"
#: The beginning of a row that continues the formula of the row before it.
CONTINUES = re.compile(r"[\s&]*(?:\\quad|\\;|\s|&)*(?:[-+=<>]|\\(?:times|cdot|leq?|geq?|neq?|lt|gt)(?![A-Za-z]))")


@dataclass(frozen=True, slots=True)
class TexRow:
    """A row of a formula with those that continue it, and where it begins in the TeX of the formula."""

    tex: str
    start: int


def split_rows(tex: str) -> list[TexRow]:
    r"""The rows of a formula, each with those that continue it; blanks stand for what is no mathematics.

    >>> [row.start for row in split_rows(r"2 \times 3 = 6 \\ \units")]
    [0, 17]
    """
    rows: list[TexRow] = []
    start = 0
    for text in WORDS_BESIDE.sub(_blank, ALIGNED.sub(_blank, tex)).split(TEX_ROW_END):
        open_ = rows and rows[-1].tex.count("(") > rows[-1].tex.count(")")
        if rows and (open_ or CONTINUES.match(text)):
            rows[-1] = TexRow(rows[-1].tex + " " * len(TEX_ROW_END) + text, rows[-1].start)
        else:
            rows.append(TexRow(text, start))
        start += len(text) + len(TEX_ROW_END)
    return rows


def _blank(match: re.Match[str]) -> str:
    return " " * len(match[0])


def read_statements(tex: str) -> list[Statement]:
    r"""The statements of a formula; a row that continues the row before it is part of the same statement.

    >>> [len(statement.sides) for statement in read_statements(r"2 \times 3 = 6 \\ \units")]
    [2, 1]

    Raises:
        ValueError: the formula is not made of sizes, whole numbers, + - × =, fractions and brackets.
    """
    return [read_statement(row) for row in split_rows(tex)]


def read_statement(row: TexRow) -> Statement:
    """The statement of a row; errors as in `read_statements`."""
    reader = _Reader(row)
    sides = reader.statement()
    return Statement(
        " ".join(row.tex.split()),
        tuple(tuple(value for value, _ in axes) for axes, _ in sides),
        tuple(term for _, term in sides),
        tuple(reader.signs),
        sum(token.isdecimal() for token in reader.tokens),
        reader.once,
    )


#: The value of what was read, and the same as a term with its place.
Read = tuple[Fraction, FormulaTerm]


class _Reader:
    """Reads one line of TeX with the usual precedence; a product may be written without a sign."""

    def __init__(self, row: TexRow) -> None:
        self.tokens: list[str] = []
        self.places: list[tuple[int, int]] = []
        self.signs: list[str] = []
        self.once = False
        place, tex = 0, row.tex
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
            if not match["blank"]:
                self.places.append((row.start + match.start(), row.start + match.end()))
        self.place = 0

    def statement(self) -> tuple[tuple[tuple[Read, ...], FormulaTerm], ...]:
        sides = [self.side()]
        while sign := RELATIONS.get(self.next()):
            self.signs.append(sign)
            self.place += 1
            sides.append(self.side())
        if self.place < len(self.tokens):
            raise ValueError(self.next())
        return tuple(sides)

    def side(self) -> tuple[tuple[Read, ...], FormulaTerm]:
        """A sum, or a shape: several sums in brackets with commas between them; and the whole of it."""
        before = self.place
        if self.next() == "(":
            axes = []
            while self.next() in ("(", ","):
                self.place += 1
                axes.append(self.sum())
            if self.next() == ")" and len(axes) > 1:
                self.place += 1
                return tuple(axes), self.term(SHAPE_KIND, {}, [term for _, term in axes], before)
            self.place = before
        whole = self.sum()
        return (whole,), whole[1]

    def sum(self) -> Read:
        start, sign = self.place, self.next()
        if sign in ("+", "-"):
            self.place += 1
        total, term = self.product()
        terms = [term]
        is_sum = sign != "-"
        if sign == "-":
            total = Fraction(times({(): -1}, total.above), total.below)
        while (sign := self.next()) in ("+", "-"):
            self.place += 1
            is_sum = is_sum and sign == "+"
            value, term = self.product()
            terms.append(term)
            factor = 1 if sign == "+" else -1
            above = plus(times(total.above, value.below), times({(): factor}, times(value.above, total.below)))
            total = Fraction(above, times(total.below, value.below))
        if len(terms) == 1 and is_sum:
            return total, terms[0]
        return self.read(SUM_KIND if is_sum else "", total, terms, start)

    def product(self) -> Read:
        start = self.place
        result, term = self.factor()
        terms = [term]
        while True:
            following = self.next()
            if following in (r"\times", r"\cdot"):
                self.place += 1
            elif not (following in ("(", r"\frac") or following[:1].isalnum()):
                return (result, terms[0]) if len(terms) == 1 else self.read(PRODUCT_KIND, result, terms, start)
            factor, term = self.factor()
            terms.append(term)
            self.once |= factor == _ONCE or result == _ONCE
            result = Fraction(times(result.above, factor.above), times(result.below, factor.below))

    def factor(self) -> Read:
        start, token = self.place, self.next()
        self.place += 1
        if token == "(":
            return self.until(")")
        if token == r"\frac":
            (above, upper), (below, lower) = self.braces(), self.braces()
            value = Fraction(times(above.above, below.below), times(above.below, below.above))
            return self.read(FRACTION_KIND, value, [upper, lower], start)
        if token.isdecimal():
            return self.read("", Fraction({(): int(token)} if int(token) else {}, ONE), [], start)
        if token[:1].isalpha():
            return self.read("", Fraction({(token,): 1}, ONE), [], start)
        raise ValueError(token or "the end")

    def braces(self) -> Read:
        if self.next() != "{":
            raise ValueError(self.next())
        self.place += 1
        return self.until("}")

    def until(self, end: str) -> Read:
        inner = self.sum()
        if self.next() != end:
            raise ValueError(self.next())
        self.place += 1
        return inner

    def read(self, kind: str, value: Fraction, within: list[FormulaTerm], start: int) -> Read:
        """What stands from a token to the one before the next; a fraction is worth nothing as a term."""
        return value, self.term(kind, value.above if value.whole else {}, within, start)

    def term(self, kind: str, value: Polynomial, within: list[FormulaTerm], start: int) -> FormulaTerm:
        """The same without the lower half of a fraction."""
        return FormulaTerm(kind, value, tuple(within), (self.places[start][0], self.places[self.place - 1][1]))

    def next(self) -> str:
        return self.tokens[self.place] if self.place < len(self.tokens) else ""


def minus(left: Polynomial, right: Polynomial) -> Polynomial:
    """The difference of two polynomials."""
    return plus(left, times({(): -1}, right))


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


def renamed(polynomial: Polynomial, names: Mapping[str, str] = SAME) -> Polynomial:
    """The polynomial with other names for sizes; as a rule with one name for a size that has several."""
    return {tuple(sorted(names.get(size, size) for size in sizes)): factor for sizes, factor in polynomial.items()}


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
