"""Which part of a layer each term of its formula stands for, as figures name parts; found by multiplying out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.counting.formula import Product, Sum
from rnnformula.counting.polynomials import ONE, Polynomial, of_expression, substituted, sum_of, times
from rnnformula.figures.scene import GATES, UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rnnformula.counting.formula import Expression

#: The sizes that are the columns of a layer, a unit or a filter each.
COLUMNS = ("units", "filters")

#: Where a term stands: the numbers of the terms around it and its own, or the first and the last place in a text.
Place = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Term:
    """A formula, multiplied out, with all that it is made of; ``kind`` is that of `SUM`, `PRODUCT` or empty."""

    kind: str
    value: Polynomial
    within: tuple[Term, ...]
    place: Place


SUM, PRODUCT = "sum", "product"


def term_of(formula: Expression, place: Place = ()) -> Term:
    """A formula of the package as a term."""
    match formula:
        case Sum(within):
            kind = SUM
        case Product(within):
            kind = PRODUCT
        case _:
            kind, within = "", ()
    inner = tuple(term_of(part, (*place, number)) for number, part in enumerate(within))
    return Term(kind, of_expression(formula), inner, place)


def parts_of_terms(formula: Term, counts: Sequence[tuple[str, Polynomial]], gates: int) -> dict[Place, str]:
    """The part that each term of a formula stands for, by the place of the term.

    The formula counts arrays, each given with its name. A term that counts an array stands for it, one in a bracket
    if it does so when multiplied by what stands before. What stands before is the gates and the units.

    >>> from rnnformula import derive
    >>> from rnnformula.counting.polynomials import of_array
    >>> derivation = derive("LSTM", units=2, features=3)
    >>> counts = [(array.name, of_array(array)) for array in derivation.tally.arrays]
    >>> list(parts_of_terms(term_of(derivation.steps[-1].formula), counts, gates=4).values())
    ['gates', 'units', 'kernel', 'recurrent_kernel', 'bias']
    """
    left = list(counts)
    names = dict.fromkeys(name for name, _ in counts)
    together = [(name, sum_of(count for other, count in left if other == name)) for name in names]
    found: dict[Place, str] = {}

    def find(term: Term, factor: Polynomial) -> None:
        count = times(term.value, factor)
        for group in (left, together):
            for name, of_name in group:
                if count == of_name:
                    group.remove((name, of_name))
                    found[term.place] = name
                    return
        if term.kind == SUM:
            for part in term.within:
                find(part, factor)
        brackets = [part for part in term.within if part.kind == SUM or (part.kind == PRODUCT and _has_sum(part))]
        if term.kind == PRODUCT and len(brackets) == 1:
            before = [part for part in term.within if part is not brackets[0]]
            for part in before:
                factor = times(factor, part.value)
                if part.value == {(): gates}:
                    found[part.place] = GATES
                elif part.value in [{(size,): 1} for size in COLUMNS]:
                    found[part.place] = UNITS
            find(brackets[0], factor)

    find(formula, ONE)
    return found


def _has_sum(term: Term) -> bool:
    return term.kind == SUM or any(map(_has_sum, term.within))


def sizes_put_in(formula: Term, numbers: Term) -> dict[str, int]:
    """The number that stands for each size, where one formula is the other with numbers put in."""
    if not formula.within and not numbers.within and set(numbers.value) <= {()}:
        return {size: numbers.value.get((), 0) for sizes in formula.value for size in sizes}
    if formula.kind != numbers.kind or len(formula.within) != len(numbers.within):
        return {}
    pairs = zip(formula.within, numbers.within, strict=True)
    return {size: number for pair in pairs for size, number in sizes_put_in(*pair).items()}


def parts_in_numbers(
    formula: Term, parts: Mapping[Place, str], numbers: Term, sizes: Mapping[str, int]
) -> dict[Place, str]:
    """The parts of the same formula with numbers put in, or with some of its terms worked out.

    Only what has the same value in the same place is taken for the same.
    """
    if substituted(formula.value, sizes) != numbers.value:
        return {}
    if formula.place in parts:
        return {numbers.place: parts[formula.place]}
    if formula.kind != numbers.kind or len(formula.within) != len(numbers.within):
        return {}
    found: dict[Place, str] = {}
    for part, number in zip(formula.within, numbers.within, strict=True):
        found |= parts_in_numbers(part, parts, number, sizes)
    return found
