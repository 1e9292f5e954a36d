"""The multiply-accumulates of a layer forward, and nothing else, as they are asked for each row of a summary."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.costing.evaluations import UnknownCostError, evaluations
from rnnformula.costing.step_costs import step_products
from rnnformula.counting.polynomial import polynomial_value
from rnnformula.facts.kinds import keeps_state

if TYPE_CHECKING:
    from rnnformula.costing.evaluations import Evaluation
    from rnnformula.reading.inputs import Shape
    from rnnformula.reading.layers import Layer


@dataclass(frozen=True, slots=True)
class ForwardCost:
    """The multiply-accumulates of a layer forward, for one sample.

    >>> from rnnformula import explain
    >>> explain("lstm (LSTM)  (None, 30, 64)  18688").rows[0].forward
    ForwardCost(multiply_accumulates=552960, each_step=18432, steps=30)

    ``each_step`` of them are done at each of ``steps`` time steps; both are None for a layer that has none.
    Where the steps are not known, ``each_step`` alone is.
    """

    multiply_accumulates: int | None
    each_step: int | None = None
    steps: int | None = None


def forward_cost(layer: Layer, shape: Shape) -> ForwardCost:
    """The multiply-accumulates of a layer that reads an input of a shape, batch first; its time axis may be open.

    >>> from rnnformula.reading.layers import read_layer
    >>> forward_cost(read_layer("LSTM(20)"), (None, None, 10))
    ForwardCost(multiply_accumulates=None, each_step=2400, steps=None)

    Raises:
        UnknownCostError: what a layer computes is not known.
        InputError: it can't read such an input, or another axis is open.
    """
    is_open = len(shape) > 2 and shape[1] is None
    walked, _ = evaluations(layer, (shape[0], 1, *shape[2:]) if is_open else shape)
    total = 0
    steps: set[int | None] = set()
    for evaluation in walked:
        products, once = step_products(evaluation.step)
        sizes = {**evaluation.sizes, "batch": 1}
        if products or once:
            evaluated = polynomial_value(evaluation.evaluated, sizes)
            total += evaluated * polynomial_value(products, sizes) + polynomial_value(once, sizes)
            steps.add(None if once else _steps(evaluation))
    number = steps.pop() if len(steps) == 1 else None
    if not total:
        return ForwardCost(0)
    if layer.family.cell and keeps_state(layer.family):
        return ForwardCost(None, total)
    if is_open:
        if number != 1:
            raise UnknownCostError(f"{layer}: its time steps are not known")
        return ForwardCost(None, total)
    return ForwardCost(total) if number is None else ForwardCost(total, total // number, number)


def _steps(evaluation: Evaluation) -> int | None:
    """The number of time steps, None where equations are evaluated more or less often than once for each."""
    once_each = evaluation.evaluated == {("batch", "steps"): 1}
    return evaluation.sizes["steps"] if once_each else None
