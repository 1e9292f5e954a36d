"""Formulas as small trees, made from shapes: written out, factored, and with numbers put in."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import reduce
from itertools import product
from math import gcd, prod
from typing import TYPE_CHECKING

from rnnformula.facts import scalars

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping

    from rnnformula.facts import Array, Size, Term


@dataclass(frozen=True, slots=True)
class Product:
    """Factors, to be multiplied."""

    factors: tuple[Expression, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """Terms, to be added."""

    terms: tuple[Expression, ...]


#: A number, the name of a size, a product or a sum.
Expression = int | str | Product | Sum

#: A monomial: a number times sizes, ``(3, ("units", "units"))``.
Monomial = tuple[int, tuple[str, ...]]


def evaluate(expression: Expression, sizes: Mapping[str, Size]) -> int:
    """The number that the expression stands for.

    >>> evaluate(Sum(("units", 2)), {"units": 10})
    12
    """
    match expression:
        case int():
            return expression
        case str():
            return scalars(sizes[expression])
        case Product(factors):
            return prod(evaluate(factor, sizes) for factor in factors)
        case Sum(terms):
            return sum(evaluate(term, sizes) for term in terms)


def substitute(
    expression: Expression, sizes: Mapping[str, Size], written: Callable[[Size], Expression] = scalars
) -> Expression:
    """The expression with a number for each size, or with what ``written`` makes of the size."""
    match expression:
        case Product(factors):
            return Product(tuple(substitute(factor, sizes, written) for factor in factors))
        case Sum(terms):
            return Sum(tuple(substitute(term, sizes, written) for term in terms))
        case str():
            return written(sizes[expression])
        case int():
            return expression


def shape_of(array: Array) -> tuple[Expression, ...]:
    """The axes of an array as expressions: ``"f 3u"`` is ``features`` and ``3 * units``."""
    return tuple(_sum(_product(_factors(term)) for term in axis) for axis in array.axes)


def count_of(array: Array) -> Expression:
    """The number of scalars of one array, axis times axis.

    >>> from rnnformula.facts import Array
    >>> count_of(Array("kernel", "f u"))
    Product(factors=('features', 'units'))
    """
    factors: list[Expression] = []
    for axis in shape_of(array):
        factors += axis.factors if isinstance(axis, Product) else (axis,)
    return _product(factors)


def total_of(arrays: Iterable[Array]) -> Expression:
    """The counts of all arrays, added up and not simplified."""
    return _sum(count_of(array) for array in arrays)


def closed_form(arrays: Iterable[Array]) -> Expression:
    """The total, with the factors that all terms share taken out of the bracket.

    >>> from rnnformula.facts import Array
    >>> closed_form([Array("kernel", "f u"), Array("bias", "u")])
    Product(factors=('units', Sum(terms=('features', 1))))
    """
    collected: Counter[tuple[str, ...]] = Counter()
    for array in arrays:
        for factor, sizes in _monomials(array):
            collected[sizes] += factor
    return factored(collected)


def factored(collected: Mapping[tuple[str, ...], int]) -> Expression:
    """A sum of monomials, sizes -> their factor, with the factors that all terms share taken out of the bracket.

    >>> factored({("features", "units"): 4, ("units", "units"): 4})
    Product(factors=(4, 'units', Sum(terms=('features', 'units'))))
    """
    if not collected:
        return 0
    number = gcd(*collected.values())
    shared = reduce(lambda first, second: first & second, (Counter(sizes) for sizes in collected))
    inner = {
        tuple(sorted((Counter(sizes) - shared).elements())): factor // number for sizes, factor in collected.items()
    }
    return _product([number, *sorted(shared.elements()), _sum(_bracket(inner))])


def difference(arrays: Iterable[Array], others: Iterable[Array]) -> Expression:
    """By how much the total of some arrays exceeds that of others; 0 where it never does.

    >>> from rnnformula.facts import Array
    >>> difference([Array("kernel", "f u"), Array("bias", "2u")], [Array("kernel", "u f"), Array("bias", "u")])
    'units'
    """
    collected: Counter[tuple[str, ...]] = Counter()
    for sign, counted in ((1, arrays), (-1, others)):
        for array in counted:
            for factor, sizes in _monomials(array):
                collected[sizes] += sign * factor
    return _sum(_product([factor, *sizes]) for sizes, factor in collected.items() if factor)


def _bracket(terms: dict[tuple[str, ...], int]) -> list[Expression]:
    """The terms in a bracket; where all with sizes share one, it stands before a bracket of its own."""
    sized = [Counter(sizes) for sizes in terms if sizes]
    common = sorted(reduce(lambda first, second: first & second, sized).elements()) if len(sized) > 1 else []
    if not common:
        return [_product([factor, *sizes]) for sizes, factor in terms.items()]
    within = [
        _product([factor, *sorted((Counter(sizes) - Counter(common)).elements())])
        for sizes, factor in terms.items()
        if sizes
    ]
    return [_product([*common, _sum(within)]), *(factor for sizes, factor in terms.items() if not sizes)]


def _monomials(array: Array) -> Iterable[Monomial]:
    for terms in product(*array.axes):
        yield prod(term.factor for term in terms), tuple(sorted(size for term in terms for size in term.sizes))


def _factors(term: Term) -> list[Expression]:
    return [term.factor, *term.sizes]


def _product(factors: Iterable[Expression]) -> Expression:
    kept = [factor for factor in factors if factor != 1] or [1]
    return kept[0] if len(kept) == 1 else Product(tuple(kept))


def _sum(terms: Iterable[Expression]) -> Expression:
    kept = tuple(terms) or (0,)
    return kept[0] if len(kept) == 1 else Sum(kept)
