"""Formulas multiplied out, so that two that say the same are equal: polynomials of sizes."""

from __future__ import annotations

from functools import cache
from math import prod
from typing import TYPE_CHECKING

from rnnformula.counting.expressions import Product, Sum, shape_of

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rnnformula.counting.expressions import Expression
    from rnnformula.facts import Array

#: The sizes of each monomial, in order -> its factor; no factor is 0.
Polynomial = dict[tuple[str, ...], int]

#: What is multiplied by it stays as it is.
ONE: Polynomial = {(): 1}


def plus(left: Polynomial, right: Polynomial) -> Polynomial:
    """The sum of two polynomials."""
    total = dict(left)
    for sizes, factor in right.items():
        total[sizes] = total.get(sizes, 0) + factor
    return {sizes: factor for sizes, factor in total.items() if factor}


def times(left: Polynomial, right: Polynomial) -> Polynomial:
    """The product of two polynomials."""
    total: Polynomial = {}
    for left_sizes, left_factor in left.items():
        for right_sizes, right_factor in right.items():
            sizes = tuple(sorted(left_sizes + right_sizes))
            total[sizes] = total.get(sizes, 0) + left_factor * right_factor
    return {sizes: factor for sizes, factor in total.items() if factor}


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


def polynomial_value(polynomial: Polynomial, values: Mapping[str, int]) -> int:
    """The number that a polynomial is.

    >>> polynomial_value({("units", "units"): 4, ("units",): 1}, {"units": 10})
    410
    """
    return sum(factor * prod(values[size] for size in sizes) for sizes, factor in polynomial.items())


def of_expression(expression: Expression) -> Polynomial:
    """A formula of the package as a polynomial."""
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
