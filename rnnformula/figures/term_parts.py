"""Which part of a layer each term of its formula stands for, as figures name parts: found by multiplying out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.counting.expressions import Product, Sum
from rnnformula.counting.polynomial import ONE, Polynomial, of_expression, substituted, sum_of, times
from rnnformula.figures.scene import GATES, UNITS

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rnnformula.counting.expressions import Expression

#: The sizes that are the columns of a layer, a unit or a filter each.
COLUMN_SIZES = ("units", "filters")

#: Where a term stands: the numbers of the terms around it and its own, or the first and the last place in a text.
Place = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class FormulaTerm:
    """A formula, multiplied out, with all that it is made of; ``kind`` is `SUM_KIND`, `PRODUCT_KIND` or empty."""

    kind: str
    value: Polynomial
    within: tuple[FormulaTerm, ...]
    place: Place


SUM_KIND, PRODUCT_KIND = "sum", "product"


def term_of(formula: Expression, place: Place = ()) -> FormulaTerm:
    """A formula of the package as a term."""
    match formula:
        case Sum(within):
            kind = SUM_KIND
        case Product(within):
            kind = PRODUCT_KIND
        case _:
            kind, within = "", ()
    inner = tuple(term_of(part, (*place, number)) for number, part in enumerate(within))
    return FormulaTerm(kind, of_expression(formula), inner, place)


def parts_of_terms(formula: FormulaTerm, counts: Sequence[tuple[str, Polynomial]], gates: int) -> dict[Place, str]:
    """The part that each term of a formula stands for, by the place of the term.

    The formula counts arrays, each given with its name. A term that counts an array stands for it, one in a bracket
    if it does so when multiplied by what stands before. What stands before is the gates and the units.

    >>> from rnnformula import derive
    >>> from rnnformula.counting.polynomial import of_array
    >>> derivation = derive("LSTM", units=2, features=3)
    >>> counts = [(array.name, of_array(array)) for array in derivation.tally.arrays]
    >>> list(parts_of_terms(term_of(derivation.steps[-1].formula), counts, gates=4).values())
    ['gates', 'units', 'kernel', 'recurrent_kernel', 'bias']
    """
    left = list(counts)
    names = dict.fromkeys(name for name, _ in counts)
    together = [(name, sum_of(count for other, count in left if other == name)) for name in names]
    parts_by_place: dict[Place, str] = {}

    def find(term: FormulaTerm, factor: Polynomial) -> None:
        count = times(term.value, factor)
        for group in (left, together):
            for name, of_name in group:
                if count == of_name:
                    group.remove((name, of_name))
                    parts_by_place[term.place] = name
                    return
        if term.kind == SUM_KIND:
            for part in term.within:
                find(part, factor)
        brackets = [
            part for part in term.within if part.kind == SUM_KIND or (part.kind == PRODUCT_KIND and _has_sum(part))
        ]
        if term.kind == PRODUCT_KIND and len(brackets) == 1:
            before = [part for part in term.within if part is not brackets[0]]
            for part in before:
                factor = times(factor, part.value)
                if part.value == {(): gates}:
                    parts_by_place[part.place] = GATES
                elif part.value in [{(size,): 1} for size in COLUMN_SIZES]:
                    parts_by_place[part.place] = UNITS
            find(brackets[0], factor)

    find(formula, ONE)
    return parts_by_place


def _has_sum(term: FormulaTerm) -> bool:
    return term.kind == SUM_KIND or any(map(_has_sum, term.within))


def sizes_put_in(formula: FormulaTerm, numbers: FormulaTerm) -> dict[str, int]:
    """The number that stands for each size, where one formula is the other with numbers put in."""
    if not formula.within and not numbers.within and set(numbers.value) <= {()}:
        return {size: numbers.value.get((), 0) for sizes in formula.value for size in sizes}
    if formula.kind != numbers.kind or len(formula.within) != len(numbers.within):
        return {}
    pairs = zip(formula.within, numbers.within, strict=True)
    return {size: number for pair in pairs for size, number in sizes_put_in(*pair).items()}


def parts_in_numbers(
    formula: FormulaTerm, parts: Mapping[Place, str], numbers: FormulaTerm, sizes: Mapping[str, int]
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
    parts_by_place: dict[Place, str] = {}
    for part, number in zip(formula.within, numbers.within, strict=True):
        parts_by_place |= parts_in_numbers(part, parts, number, sizes)
    return parts_by_place
