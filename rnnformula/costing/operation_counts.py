"""Kinds of scalar operations, and how many of each there are, as polynomials of sizes."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from typing import TYPE_CHECKING

from rnnformula.counting.polynomial import plus, times

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rnnformula.counting.polynomial import Polynomial


@dataclass(frozen=True, slots=True)
class Operations:
    """How many operations of each kind, as polynomials.

    >>> Operations(element_wise={("units",): 3}).times({("steps",): 1}).element_wise
    {('steps', 'units'): 3}

    A multiply-accumulate multiplies two numbers and adds the product to a sum that begins at zero. ``additions`` add
    two products, or two gradients of one number; ``bias_additions`` add a bias, or its gradient to those of other
    steps and samples. ``element_wise`` are all other multiplications, additions and subtractions, number by number;
    ``transcendental`` are functions such as tanh, one for each number.
    """

    multiply_accumulates: Polynomial = field(default_factory=dict)
    bias_additions: Polynomial = field(default_factory=dict)
    additions: Polynomial = field(default_factory=dict)
    element_wise: Polynomial = field(default_factory=dict)
    transcendental: Polynomial = field(default_factory=dict)

    def of_kinds(self) -> Iterator[tuple[str, Polynomial]]:
        """Each kind with how many there are."""
        for kind in OPERATION_KINDS:
            yield kind, getattr(self, kind)

    def __add__(self, other: Operations) -> Operations:
        return Operations(**{kind: plus(number, getattr(other, kind)) for kind, number in self.of_kinds()})

    def times(self, number: Polynomial) -> Operations:
        """As many times all of it."""
        return Operations(**{kind: times(own, number) for kind, own in self.of_kinds()})

    def weighed(self, weights: Mapping[str, int]) -> Polynomial:
        """One number for all kinds, each times its weight."""
        total: Polynomial = {}
        for kind, number in self.of_kinds():
            total = plus(total, times(number, {(): weights[kind]}))
        return total


#: The kinds, in the order in which they are shown.
OPERATION_KINDS = tuple(entry.name for entry in fields(Operations))
