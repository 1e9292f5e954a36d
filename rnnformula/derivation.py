"""Sizes -> the steps of the derivation, as data without words."""

from __future__ import annotations

from dataclasses import dataclass

from rnnformula.counting import Tally, tally
from rnnformula.formula import Expression, Sum, closed_form, count_of, evaluate, shape_of, substitute, total_of


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a formula, what it becomes with numbers put in, and its value (number of scalars).

    ``kind`` is ``"array"`` (then ``key`` is the array's name and ``shape`` its shape, symbols
    beside numbers), ``"sum"`` (all arrays added) or ``"closed_form"`` (the same, factored).
    """

    key: str
    kind: str
    formula: Expression
    substitutions: tuple[Expression, ...]
    value: int
    shape: tuple[tuple[Expression, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Derivation:
    """The steps from the sizes of one layer to its number of parameters; the last step's value is it."""

    tally: Tally
    steps: tuple[Step, ...]


def derive(layer: str, /, **arguments: int) -> Derivation:
    """Derive the number of parameters step by step; arguments and errors as in `rnnformula.count`.

    >>> [step.value for step in derive("SimpleRNN", units=10, features=1).steps]
    [10, 100, 10, 120, 120]
    """
    counted = tally(layer, **arguments)
    sizes = counted.sizes
    steps = [
        Step(
            row.array.name,
            "array",
            formula := count_of(row.array),
            _substitutions(formula, sizes),
            row.count,
            tuple(zip(shape_of(row.array), row.shape, strict=True)),
        )
        for row in counted.rows
    ]
    for kind, formula in (("sum", total_of(counted.arrays)), ("closed_form", closed_form(counted.arrays))):
        steps.append(Step(kind, kind, formula, _substitutions(formula, sizes), counted.count))
    return Derivation(counted, tuple(steps))


def _substitutions(formula: Expression, sizes: dict[str, int]) -> tuple[Expression, ...]:
    """The formula with numbers, then once more with each bracket or term worked out, where that differs."""
    numbers = substitute(formula, sizes)
    if isinstance(numbers, (int, str)):
        return ()
    parts = numbers.terms if isinstance(numbers, Sum) else numbers.factors
    worked = type(numbers)(tuple(evaluate(part, {}) for part in parts))
    return (numbers,) if worked == numbers else (numbers, worked)
