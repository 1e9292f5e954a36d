"""The evaluations of a layer, or of the layers of a model, added up: operations and numbers that are kept."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.costing.evaluations import BATCH_SIZE
from rnnformula.costing.operation_counts import Operations
from rnnformula.costing.step_costs import step_cost, volume
from rnnformula.counting.polynomial import polynomial_value, substituted, sum_of, times

if TYPE_CHECKING:
    from collections.abc import Iterable

    from rnnformula.costing.evaluations import Evaluation
    from rnnformula.costing.step_costs import StepCost
    from rnnformula.counting.polynomial import Polynomial


@dataclass(frozen=True, slots=True)
class EvaluationCost:
    """What the equations of one layer cost in all, for all steps and samples.

    ``forward`` and ``backward`` are operations, ``kept`` the numbers that are kept for the backward pass and are kept
    for no layer before. ``in_use`` are the most numbers that are in use at one step, without the arrays, ``states``
    those of them that go from step to step. All are polynomials of ``batch`` and of the sizes in ``sizes``.
    """

    place: str
    sizes: dict[str, int]
    forward: Operations
    backward: Operations
    kept: Polynomial
    in_use: Polynomial
    states: Polynomial


def costs_of(evaluations: Iterable[Evaluation]) -> list[EvaluationCost]:
    """The cost of each evaluation, given those before it: what both read is kept once, and its gradients are added."""
    tensors = _Tensors()
    costs = []
    for evaluation in evaluations:
        cost = step_cost(evaluation.step)
        backward = cost.backward + tensors.gradients_joined(evaluation)
        kept = [
            times(cost.kept, evaluation.evaluated),
            times(cost.kept_last, evaluation.sequences),
            cost.kept_once,
            *(tensors.kept(evaluation, name, numbers) for name, numbers in cost.kept_signals.items()),
        ]
        costs.append(
            EvaluationCost(
                evaluation.place,
                evaluation.sizes,
                cost.forward.times(evaluation.evaluated) + cost.forward_once,
                backward.times(evaluation.evaluated) + cost.backward_once,
                sum_of(kept),
                times(max(cost.in_use, key=lambda numbers: polynomial_value(numbers, evaluation.sizes)), BATCH_SIZE),
                times(sum_of(volume(evaluation.step.signals[name]) for name in evaluation.step.states), BATCH_SIZE),
            )
        )
        tensors.written[evaluation.place] = (evaluation, cost)
    return costs


class _Tensors:
    """What layers hand to each other, by the place of the layer that puts it out."""

    def __init__(self) -> None:
        self.written: dict[str, tuple[Evaluation, StepCost]] = {}
        self._read: set[str] = set()
        self._kept: set[str] = set()

    def gradients_joined(self, evaluation: Evaluation) -> Operations:
        """The additions, at each evaluation, of gradients that come from several readers of one vector."""
        joined = Operations()
        step, signals = evaluation.step, evaluation.step.signals
        if evaluation.read_each_step and "h" in signals and (step.is_trained or step.reads_trained):
            joined += Operations(additions=volume(signals["h"]))
        for signal, tensor in evaluation.reads.items():
            if step.reads_trained and tensor in self._read:
                joined += Operations(additions=volume(signals[signal]))
            self._read.add(tensor)
        return joined

    def kept(self, evaluation: Evaluation, signal: str, numbers: Polynomial) -> Polynomial:
        """The numbers of a tensor that are kept because this evaluation reads them, and for no other reason."""
        tensor = evaluation.reads[signal]
        whole = times(numbers, evaluation.evaluated)
        if tensor in self._kept:
            return {}
        self._kept.add(tensor)
        if tensor not in self.written:
            return whole
        writer, cost = self.written[tensor]
        if cost.keeps_output:
            return {}
        if not cost.keeps_state or not writer.read_each_step or writer.evaluated == writer.sequences:
            return whole
        if writer.evaluated == evaluation.evaluated:  # the state after the last step is kept by nothing else
            return times(numbers, writer.sequences)
        # In numbers: the symbols of the layer that reads it may be the same ones for other sizes.
        return substituted(times(volume(writer.step.signals["h"]), writer.sequences), writer.sizes)
