"""Sizes -> the steps of the derivation, as data without words."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import groupby
from typing import TYPE_CHECKING

from rnnformula.counting.expressions import (
    Expression,
    Product,
    Sum,
    closed_form,
    count_of,
    evaluate,
    shape_of,
    substitute,
    total_of,
)
from rnnformula.counting.tally import Tally, tally
from rnnformula.displayed import Displayed, Typeset

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnnformula.counting.tally import Row
    from rnnformula.facts import Size
    from rnnformula.reading.arguments import Argument


@dataclass(frozen=True, slots=True)
class Step:
    """One step: a formula, what it becomes with numbers put in, and its value (number of scalars).

    >>> from rnnformula import derive
    >>> step = derive("SimpleRNN", units=10, features=1).steps[0]
    >>> step.key, step.kind, step.value
    ('kernel', 'array', 10)

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
class Derivation(Displayed, Typeset):
    """The steps from the sizes of one layer to its number of parameters; the last step's value is it.

    >>> from rnnformula import derive
    >>> derive("SimpleRNN", units=10, features=1).steps[-1].value
    120
    """

    tally: Tally
    steps: tuple[Step, ...]


def derive(layer: str, /, **arguments: Argument) -> Derivation:
    """Derive the number of parameters step by step; arguments and errors as in `rnnformula.count`.

    >>> [step.value for step in derive("SimpleRNN", units=10, features=1).steps]
    [10, 100, 10, 120, 120]
    """
    return derivation_of(tally(layer, **arguments))


def derivation_of(counted: Tally) -> Derivation:
    """The steps from the arrays of a layer to its number of parameters."""
    steps = [
        Step(
            row.name,
            "array",
            formula := count_of(row.array),
            _substitutions(formula, row.sizes),
            row.count,
            shape_in_numbers(row),
        )
        for row in counted.rows
    ]
    for kind, formula in (("sum", total_formula(counted)), ("closed_form", closed_formula(counted))):
        sizes = counted.rows[0].sizes if counted.rows and counted.uniform else {}
        steps.append(Step(kind, kind, formula, _substitutions(formula, sizes), counted.count))
    return Derivation(counted, tuple(steps))


def shape_in_numbers(row: Row) -> tuple[tuple[Expression, int], ...]:
    """The axes of an array in symbols beside numbers; a size of several numbers is one axis, multiplied."""
    axes = shape_of(row.array)
    return tuple((axis, evaluate(axis, row.sizes)) for axis in axes)


def total_formula(counted: Tally) -> Expression:
    """The counts of all arrays added up; those of several parts part by part, in numbers where their sizes differ."""
    by_part = [list(rows) for _, rows in groupby(counted.rows, key=lambda row: row.part)]
    if counted.uniform:
        return Sum(tuple(map(_of_part, by_part))) if len(by_part) > 1 else total_of(counted.arrays)
    return Sum(tuple(sum(row.count for row in rows) for rows in by_part))


def _of_part(rows: list[Row]) -> Expression:
    return closed_form([row.array for row in rows])


def closed_formula(counted: Tally) -> Expression:
    """The total, factored; for parts of different sizes the sum of theirs, in numbers."""
    if counted.uniform:
        return closed_form(counted.arrays)
    by_part = (list(rows) for _, rows in groupby(counted.rows, key=lambda row: row.part))
    return Sum(tuple(substitute(_of_part(rows), rows[0].sizes) for rows in by_part))


def _substitutions(formula: Expression, sizes: Mapping[str, Size]) -> tuple[Expression, ...]:
    """The formula with numbers, then once more with each bracket or term worked out, where that differs."""
    numbers = substitute(formula, sizes)
    if isinstance(numbers, (int, str)):
        return ()
    parts = numbers.terms if isinstance(numbers, Sum) else numbers.factors
    worked: Expression = type(numbers)(tuple(evaluate(part, {}) for part in parts))
    steps = (numbers,) if worked == numbers else (numbers, worked)
    return tuple(step for step in steps if step != formula) if isinstance(formula, (Sum, Product)) else steps
