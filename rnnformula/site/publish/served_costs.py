"""What layers cost, as data: one evaluation of their equations for scripts, formulas of a whole layer for programs."""

from __future__ import annotations

from functools import cache
from itertools import product
from typing import TYPE_CHECKING, Any

from rnnformula.costing.conventions import Convention
from rnnformula.costing.evaluations import evaluations
from rnnformula.costing.layer_costs import costs_of
from rnnformula.costing.operation_counts import Operations
from rnnformula.costing.step_costs import step_cost
from rnnformula.counting.expressions import factored
from rnnformula.counting.polynomial import sum_of
from rnnformula.counting.tally import split_arguments
from rnnformula.errors import InputError
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.facts.frameworks.torch import Stack
from rnnformula.language.writing import PLAIN, write
from rnnformula.reading.inputs import input_for

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from rnnformula.costing.evaluations import Evaluation
    from rnnformula.counting.polynomial import Polynomial
    from rnnformula.facts import Family
    from rnnformula.reading.arguments import Argument

#: What an axis is that a layer reads and no size names: no formula has it, and a window fits into it.
SOME_LENGTH = 9
#: The options of a module that is made of layers and directions, which scripts put together.
PUT_TOGETHER = ("num_layers", "bidirectional")
#: A size, and one that must be larger than another: no formula has either.
SOME_SIZE, LARGER_SIZE = 2, 3


@cache
def step_costs_of(name: str) -> list[list[Any]]:
    """What one evaluation of the equations of a layer costs: for each choice of options the choice, and the costs.

    A polynomial is a list of terms, each its factor and its sizes. There is nothing where that is not known, nor for a
    layer that reads axes which no size names.
    """
    family = (FAMILIES | FRAMEWORKS)[name]
    if family.composition or not family.arrays or "space" in family.input:
        return []
    return [[choice, costs] for choice in _choices(family) if (costs := _step_costs(family, choice))]


def cost_formulas(family: Family, arguments: Mapping[str, Argument]) -> dict[str, Any]:
    """What a layer costs, in Python's syntax; empty where that is not known or up to the layers inside."""
    try:
        costs = [] if family.composition else costs_of(_evaluations(family.name, arguments))
    except InputError:  # its equations are wrong, which the checks say
        return {}
    if not costs:
        return {}
    counted = {
        part: {
            "multiply_accumulates": _written(sum_of(getattr(cost, part).multiply_accumulates for cost in costs)),
            "operations": _written(sum_of(_weighed(getattr(cost, part)) for cost in costs)),
        }
        for part in ("forward", "backward")
    }
    return {**counted, "kept": _written(sum_of(cost.kept for cost in costs))}


def _choices(family: Family) -> Iterator[dict[str, Argument]]:
    """All choices of options, and whether each optional size is given."""
    put_together = PUT_TOGETHER if isinstance(family, Stack) else ()
    options = {option.name: option.values for option in family.options if option.name not in put_together}
    values = options | dict.fromkeys(family.optional, (False, True))
    for chosen in product(*values.values()):
        yield dict(zip(values, chosen, strict=True))


def _step_costs(family: Family, choice: Mapping[str, Argument]) -> dict[str, Any] | None:
    larger = {bound for _, bound in family.below}
    sizes = {name: LARGER_SIZE if name in larger else SOME_SIZE for name in family.all_sizes if choice.get(name, True)}
    options = {name: value for name, value in choice.items() if name not in family.optional}
    evaluated = _evaluations(family.name, sizes | options)
    if len(evaluated) != 1:
        return None
    try:
        cost = step_cost(evaluated[0].step)
    except InputError:  # its equations are wrong, which the checks say
        return None
    if cost.forward_once != Operations() or cost.backward_once != Operations() or cost.kept_once:
        return None
    costs = {
        "products": _terms(cost.forward.multiply_accumulates),
        "operations": _terms(_weighed(cost.forward + cost.backward)),
        "kept": _terms(cost.kept),
        "keptLast": _terms(cost.kept_last),
        "keptRead": _terms(cost.kept_signals.get("x", {})),
        "keepsOutput": cost.keeps_output,
        "keepsState": cost.keeps_state,
    }
    return {name: value for name, value in costs.items() if value}


def _evaluations(layer: str, arguments: Mapping[str, Argument]) -> list[Evaluation]:
    """The evaluations of a layer; none where it is not known what it computes or reads."""
    record, sizes, _ = split_arguments(layer, dict(arguments))
    try:
        reads = [SOME_LENGTH if length is None else length for length in input_for(record, sizes)[1:]]
        evaluated, _ = evaluations(record, (None, *reads))
    except InputError:
        return []
    return evaluated


def _weighed(operations: Operations) -> Polynomial:
    """All operations, as `rnnformula.cost` counts them where nobody chooses."""
    return operations.weighed(Convention().weights)


def _terms(polynomial: Polynomial) -> list[list[Any]]:
    return [[factor, *sizes] for sizes, factor in polynomial.items()]


def _written(polynomial: Polynomial) -> str:
    in_order = sorted(polynomial.items(), key=lambda term: (-len(term[0]), term[0]))
    return write(factored(dict(in_order)), PLAIN)
