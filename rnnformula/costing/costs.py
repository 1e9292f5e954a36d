"""The cost of a layer or a model: each amount as a formula, as a number, and what one more time step adds to it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from rnnformula.costing.conventions import Convention
from rnnformula.costing.evaluations import UnknownCostError, evaluations
from rnnformula.costing.layer_costs import costs_of
from rnnformula.costing.operation_counts import OPERATION_KINDS, Operations
from rnnformula.counting.expressions import factored
from rnnformula.counting.models import BYTES
from rnnformula.counting.polynomial import Polynomial, of_array, polynomial_value, substituted, sum_of, symbols, times
from rnnformula.displayed import Displayed, Typeset
from rnnformula.errors import InputError, nearest, shown
from rnnformula.facts import scalars
from rnnformula.facts.optimizers import RARE_SLOTS, SLOTS

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rnnformula.costing.evaluations import Evaluation
    from rnnformula.costing.layer_costs import EvaluationCost
    from rnnformula.counting.expressions import Expression
    from rnnformula.counting.models import ModelRow
    from rnnformula.counting.tally import Row, Tally

#: What is counted, by the parts of a table: operations of each kind and in all, bytes.
FORWARD_PASS, BACKWARD_PASS, MEMORY = "forward", "backward", "memory"
COUNTED_OPERATIONS = (*OPERATION_KINDS, "operations")
COUNTED_BYTES = ("parameters", "gradients", "optimizer", "kept", "in_use")
#: The parts of a cost and what each counts.
COST_PARTS = {FORWARD_PASS: COUNTED_OPERATIONS, BACKWARD_PASS: COUNTED_OPERATIONS, MEMORY: COUNTED_BYTES}
#: Type of numbers -> bytes of a number that is computed, where it differs from that of a parameter.
COMPUTED_BYTES = {"mixed_float16": 2, "mixed_bfloat16": 2}

#: Optimizer -> numbers that it keeps for each trainable parameter.
OPTIMIZER_SLOTS = {name: slots for slots, listed in SLOTS.items() for name in listed.split(", ")} | RARE_SLOTS


@dataclass(frozen=True, slots=True)
class Amount:
    """One number of a cost.

    >>> from rnnformula import cost
    >>> amount = cost("LSTM", units=20, features=10, steps=3)["forward", "multiply_accumulates"]
    >>> amount.value, amount.each_step
    (7200, 2400)

    ``part`` and ``key`` say what is counted; ``polynomial`` is the formula multiplied out, sizes -> their factor;
    ``each_step`` is what one more time step adds.
    """

    part: str
    key: str
    polynomial: Polynomial
    value: int
    each_step: int

    @property
    def formula(self) -> Expression:
        """The formula, with what all terms share taken out of the bracket."""
        in_order = sorted(self.polynomial.items(), key=lambda term: (-len(term[0]), term[0]))
        return factored(dict(in_order))


@dataclass(frozen=True, slots=True)
class LayerCost:
    """The cost of one layer: its name in the model, the layer as code, its arrays, its sizes, its amounts.

    >>> from rnnformula import cost
    >>> cost("LSTM", units=20, features=10, steps=3).layers[0].call
    'LSTM(20)'

    ``is_known``: whether it is known what the layer computes; if not, ``amounts`` are those of its parameters alone.
    ``taken_for_usual`` are activations that were counted like tanh.
    """

    name: str
    call: str
    tally: Tally
    sizes: dict[str, int]
    amounts: dict[tuple[str, str], Amount]
    is_known: bool = True
    taken_for_usual: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Cost(Displayed, Typeset):
    """What a layer or a model costs, forward, backward and in memory.

    >>> from rnnformula import cost
    >>> gru = cost("GRU", units=20, features=10, steps=30, batch=32)
    >>> gru["memory", "parameters"].value, gru["memory", "parameters"].each_step
    (7680, 0)

    ``amounts`` are those of all layers together, by their part and key, ``("forward", "operations")``. ``steps`` is
    None where nothing has time steps. ``not_known`` are layers that are left out of the operations.
    """

    layers: tuple[LayerCost, ...]
    amounts: dict[tuple[str, str], Amount]
    steps: int | None
    batch: int
    dtype: str
    optimizer: str
    convention: Convention

    def __getitem__(self, key: tuple[str, str]) -> Amount:
        return self.amounts[key]

    def only(self, *parts: str) -> Cost:
        """The same with some parts of the amounts: ``forward``, ``backward``, ``memory``.

        Raises:
            InputError: there is no such part.
        """
        if unknown := [part for part in parts if part not in COST_PARTS]:
            raise InputError(f"cost: unknown part {unknown[0]!r}; {nearest(unknown[0], [*COST_PARTS])}")
        layers = (
            replace(layer, amounts={key: layer.amounts[key] for key in layer.amounts if key[0] in parts})
            for layer in self.layers
        )
        amounts = {key: amount for key, amount in self.amounts.items() if key[0] in parts}
        return replace(self, layers=tuple(layers), amounts=amounts)

    @property
    def not_known(self) -> tuple[str, ...]:
        """The layers of which nobody knows what they compute."""
        return tuple(layer.call for layer in self.layers if not layer.is_known)


@dataclass(frozen=True, slots=True)
class Circumstances:
    """What a cost depends on besides the layers.

    Raises:
        InputError: a batch, a type of numbers or an optimizer that is none.
    """

    batch: int = 1
    dtype: str = "float32"
    optimizer: str = "Adam"
    convention: Convention = field(default_factory=Convention)
    input_gradient: bool | None = None

    def __post_init__(self) -> None:
        if not isinstance(self.batch, int) or isinstance(self.batch, bool) or self.batch < 1:
            raise InputError(f"cost: batch must be a positive integer, got {shown(self.batch)}")
        if self.dtype not in BYTES:
            raise InputError(f"cost: unknown dtype {shown(self.dtype)}; {nearest(shown(self.dtype), BYTES)}")
        if self.input_gradient not in (None, True, False):
            raise InputError(f"cost: input_gradient must be True or False, got {shown(self.input_gradient)}")
        object.__setattr__(self, "optimizer", _optimizer(self.optimizer))


def _optimizer(given: object) -> str:
    """The name of an optimizer as Keras writes it.

    Raises:
        InputError: it is none that is known.
    """
    names = {name.lower(): name for name in OPTIMIZER_SLOTS} | {"momentum": "SGD(momentum=...)"}
    if isinstance(given, str) and given.lower() in names:
        return names[given.lower()]
    raise InputError(f"cost: unknown optimizer {shown(given)}; {nearest(shown(given), [*OPTIMIZER_SLOTS])}")


def cost_of(rows: Sequence[ModelRow], given: Circumstances, *, alone: bool = False, chained: bool = False) -> Cost:
    """The cost of layers one after another, each of which reads what is known of its input.

    Args:
        rows: the layers; all axes of what they read but the batch are known.
        given: the rest that decides.
        alone: one layer is asked for, whose input something trained may have made.
        chained: each layer reads exactly what the one before it puts out.

    Raises:
        InputError: an axis that must be known is open.
    """
    trained = alone if given.input_gradient is None else given.input_gradient
    evaluated: list[Evaluation] = []
    ends: list[int] = []
    unknown: set[int] = set()
    tensor = ""
    for number, row in enumerate(rows):
        try:
            if row.layer is None or row.reads is None:
                raise UnknownCostError(f"{row.call}: what it reads is not known")
            more, tensor = evaluations(
                row.layer,
                row.reads,
                reads_trained=trained,
                is_trained=row.tally.trainable > 0 or row.tally.count == 0,
                place=row.name,
                reads=tensor if chained else f"the input of {row.name}",
            )
            evaluated += more
        except UnknownCostError:
            unknown.add(number)
            tensor = row.name
        ends.append(len(evaluated))
        trained = trained or row.tally.trainable > 0
    costs = costs_of(evaluated)
    layers = []
    for number, (row, begin, end) in enumerate(zip(rows, [0, *ends], ends, strict=False)):
        usual = [name for evaluation in evaluated[begin:end] for name in evaluation.taken_for_usual]
        layers.append(_layer(row, costs[begin:end], given, tuple(dict.fromkeys(usual)), known=number not in unknown))
    steps = {layer.sizes["steps"] for layer in layers if "steps" in layer.sizes}
    return Cost(
        tuple(layers),
        layers[0].amounts if len(layers) == 1 else _together(layers, costs, given),
        max(steps, default=None),
        given.batch,
        given.dtype,
        given.optimizer,
        given.convention,
    )


def _layer(
    row: ModelRow, costs: list[EvaluationCost], given: Circumstances, usual: tuple[str, ...], *, known: bool
) -> LayerCost:
    sizes = _shared_sizes([cost.sizes for cost in costs])
    differing = {name for cost in costs for name in cost.sizes} - sizes.keys()
    parameters, trainable = _parameters(row.tally, sizes, differing)
    dtype = row.dtype if row.dtype != "float32" else given.dtype
    of_parameters = _of_parameters(parameters, trainable, BYTES[dtype], given)
    amounts = {(MEMORY, key): number for key, number in of_parameters}
    if known:
        for part in (FORWARD_PASS, BACKWARD_PASS):
            amounts |= {
                (part, key): sum_of(
                    _in_sizes(_counted(getattr(cost, part), key, given), cost.sizes, sizes) for cost in costs
                )
                for key in COUNTED_OPERATIONS
            }
        width: Polynomial = {(): COMPUTED_BYTES.get(dtype, BYTES[dtype])}
        amounts[MEMORY, "kept"] = times(sum_of(_in_sizes(cost.kept, cost.sizes, sizes) for cost in costs), width)
        amounts[MEMORY, "in_use"] = times(_in_use(costs, sizes, given), width)
    return LayerCost(row.name, row.call, row.tally, sizes, _amounts(amounts, sizes, given), known, usual)


def _counted(operations: Operations, key: str, given: Circumstances) -> Polynomial:
    """The operations of a kind, or those of all kinds in one number."""
    if key == "operations":
        return operations.weighed(given.convention.weights)
    number: Polynomial = getattr(operations, key)
    return number


def _shared_sizes(several: Sequence[Mapping[str, int]]) -> dict[str, int]:
    """The sizes on which all agree that have them."""
    sizes: dict[str, set[int]] = {}
    for own in several:
        for name, size in own.items():
            sizes.setdefault(name, set()).add(size)
    return {name: min(values) for name, values in sizes.items() if len(values) == 1}


def _in_sizes(polynomial: Polynomial, own: Mapping[str, int], shared: Mapping[str, int]) -> Polynomial:
    """The polynomial with a number for each size that is not shared."""
    return substituted(polynomial, {name: size for name, size in own.items() if name not in shared})


def _parameters(tally: Tally, sizes: dict[str, int], differing: set[str]) -> tuple[Polynomial, Polynomial]:
    """The parameters of a layer and those that are trained; in symbols where the sizes are those of all.

    ``sizes`` gets those that are missing, but for those in which what is inside differs.
    """
    counted: list[Polynomial] = []
    trained: list[Polynomial] = []
    for row in tally.rows:
        own = {name: scalars(size) for name, size in row.sizes.items() if name in row_symbols(row)}
        if not differing & own.keys() and all(sizes.setdefault(name, size) == size for name, size in own.items()):
            number = of_array(row.array)
        else:
            number = {(): row.count}
        counted.append(number)
        if row.trainable:
            trained.append(number)
    return sum_of(counted), sum_of(trained)


def row_symbols(row: Row) -> frozenset[str]:
    """The sizes that the shape of an array speaks of."""
    return symbols(of_array(row.array))


def _of_parameters(
    parameters: Polynomial, trained: Polynomial, width: int, given: Circumstances
) -> Iterator[tuple[str, Polynomial]]:
    yield "parameters", times(parameters, {(): width})
    yield "gradients", times(trained, {(): width})
    yield "optimizer", times(trained, {(): width * OPTIMIZER_SLOTS[given.optimizer]})


def _in_use(costs: Sequence[EvaluationCost], sizes: Mapping[str, int], given: Circumstances) -> Polynomial:
    """The most numbers in use while one step goes through layers: those of one, and the states of the others."""
    if not costs:
        return {}

    def with_others(busy: EvaluationCost) -> Polynomial:
        return sum_of(_in_sizes(cost.in_use if cost is busy else cost.states, cost.sizes, sizes) for cost in costs)

    values = {**sizes, "batch": given.batch}
    return max(map(with_others, costs), key=lambda numbers: polynomial_value(numbers, values))


def _together(
    layers: Sequence[LayerCost], costs: Sequence[EvaluationCost], given: Circumstances
) -> dict[tuple[str, str], Amount]:
    """The amounts of all layers, with symbols for the steps and the batch alone."""
    steps = _shared_sizes([{"steps": layer.sizes["steps"]} for layer in layers if "steps" in layer.sizes])
    keys = dict.fromkeys(key for layer in layers for key in layer.amounts)
    sums = {
        key: sum_of(
            _in_sizes(layer.amounts[key].polynomial, layer.sizes, steps) for layer in layers if key in layer.amounts
        )
        for key in keys
    }
    if costs:
        sums[MEMORY, "in_use"] = times(
            _in_use(costs, steps, given), {(): COMPUTED_BYTES.get(given.dtype, BYTES[given.dtype])}
        )
    return _amounts(sums, steps, given)


def _amounts(
    polynomials: Mapping[tuple[str, str], Polynomial], sizes: Mapping[str, int], given: Circumstances
) -> dict[tuple[str, str], Amount]:
    values = {**sizes, "batch": given.batch}
    longer = {**values, "steps": values.get("steps", 0) + 1}
    return {
        (part, key): Amount(
            part,
            key,
            polynomial,
            polynomial_value(polynomial, values),
            polynomial_value(polynomial, longer) - polynomial_value(polynomial, {"steps": 0, **values}),
        )
        for (part, key), polynomial in polynomials.items()
    }
