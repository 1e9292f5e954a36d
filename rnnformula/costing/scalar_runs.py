"""A layer run forward and backward on numbers, scalar by scalar, with every operation counted as it is done.

The second witness of a cost: nothing here knows a formula or a size beyond the numbers at hand. What a layer made of
layers does with those inside, and in which order, is done here once more, in its own way.
"""

from __future__ import annotations

import ast
import math
import re
from collections import Counter
from dataclasses import dataclass, field
from itertools import product
from typing import TYPE_CHECKING, Any

from rnnformula.counting.scalar_steps import work_out
from rnnformula.facts.activations import NO_OPERATION

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence

    from rnnformula.counting.scalar_steps import Windows
    from rnnformula.facts import Equation
    from rnnformula.facts.activations import Activation

#: The functions by their names, on numbers.
ON_NUMBERS: dict[str, Callable[[float], float]] = {
    "tanh": math.tanh,
    "sigmoid": lambda number: 1 / (1 + math.exp(-number)),
    "relu": lambda number: max(number, 0.0),
    "exponential": math.exp,
    "softplus": lambda number: math.log1p(math.exp(number)),
    "hard_sigmoid": lambda number: min(max(number / 6 + 0.5, 0.0), 1.0),
}


@dataclass(eq=False, slots=True)
class CountedScalar:
    """A number that is part of a run: what it is, and the gradient that arrives for it."""

    value: float
    kind: str = "computed"
    has_gradient: bool = True
    gradient: float = 0.0
    from_products: int = 0
    others: int = 0
    same_as: CountedScalar | None = None

    @property
    def original(self) -> CountedScalar:
        """The number that this one is, where a layer hands it to another."""
        return self.same_as.original if self.same_as else self


@dataclass(slots=True)
class ScalarRun:
    """What was counted: operations by kind, and the numbers that the backward pass read.

    >>> from rnnformula import run_counted
    >>> counted = run_counted("LSTM", units=2, features=3, steps=5).counted
    >>> counted.forward["multiply_accumulates"], counted.backward["multiply_accumulates"]
    (200, 400)

    ``forward`` and ``backward`` are numbers of operations of number kind of
    `rnnformula.costing.operation_counts.OPERATION_KINDS`; ``kept`` are those numbers that are neither weights nor
    constants.
    """

    forward: Counter[str] = field(default_factory=Counter)
    backward: Counter[str] = field(default_factory=Counter)
    kept: set[CountedScalar] = field(default_factory=set)


class Machine:
    """The arithmetic of scalars, which counts what it does and remembers how to go back."""

    def __init__(self) -> None:
        self.run = ScalarRun()
        self._back: list[tuple[CountedScalar, Callable[[float], None]]] = []
        self._together: list[tuple[CountedScalar, ...]] = []

    def leaf(self, value: float, kind: str, *, has_gradient: bool = True) -> CountedScalar:
        """A number that is given: a weight, an input, a state at the beginning."""
        number = CountedScalar(value, kind, has_gradient)
        self._back.append((number, lambda _: None))  # so that its gradients are added up at the end
        return number

    # Forward, as `rnnformula.counting.scalar_steps.Arithmetic` has it

    def padding(self, beside: CountedScalar) -> CountedScalar:
        """The zero that a convolution reads beside a signal; it is multiplied like any other number."""
        return CountedScalar(0.0, "constant", beside.has_gradient)

    def constant(self, number: float) -> CountedScalar:
        """A number that stands in an equation."""
        return CountedScalar(number, "constant", has_gradient=False)

    def add(self, left: CountedScalar, right: CountedScalar) -> CountedScalar:
        """A sum; that with a weight is the addition of a bias."""
        weights = [side for side in (left, right) if side.kind == "weight"]
        self.run.forward["bias_additions" if len(weights) == 1 and not _is_fixed(left, right) else "additions"] += 1
        return self._result(left.value + right.value, (left, right), (lambda g: g, lambda g: g))

    def subtract(self, left: CountedScalar, right: CountedScalar) -> CountedScalar:
        """A difference."""
        self.run.forward["element_wise"] += 1

        def negated(gradient: float) -> float:
            self.run.backward["element_wise"] += 1
            return -gradient

        return self._result(left.value - right.value, (left, right), (lambda g: g, negated))

    def multiply(self, left: CountedScalar, right: CountedScalar) -> CountedScalar:
        """A product of two numbers."""
        self.run.forward["element_wise"] += 1

        def times(other: CountedScalar) -> Callable[[float], float]:
            def multiplied(gradient: float) -> float:
                self.run.backward["element_wise"] += 1
                self._keep(other)
                return gradient * other.value

            return multiplied

        return self._result(left.value * right.value, (left, right), (times(right), times(left)))

    def dot(self, weights: tuple[CountedScalar, ...], factors: tuple[CountedScalar, ...]) -> CountedScalar:
        """A sum of products, number added to what is there, beginning with zero."""
        total = 0.0
        for weight, factor in zip(weights, factors, strict=True):
            total += weight.value * factor.value
            self.run.forward["multiply_accumulates"] += 1
        summed = CountedScalar(
            total, _kind_of(*weights, *factors), any(number.has_gradient for number in (*weights, *factors))
        )

        def back(gradient: float) -> None:
            for weight, factor in zip(weights, factors, strict=True):
                for side, other in ((weight, factor), (factor, weight)):
                    if side.has_gradient:
                        self.run.backward["multiply_accumulates"] += 1
                        side.gradient += gradient * other.value
                        side.from_products += 1
                        self._keep(other)

        self._back.append((summed, back))
        return summed

    def apply(self, activation: Activation, arguments: tuple[CountedScalar, ...]) -> tuple[CountedScalar, ...]:
        """A function of number number; a softmax divides by the sum of all."""
        if activation.kind == NO_OPERATION:
            return arguments
        values = [number.value for number in arguments]
        if activation.name == "softmax":
            powers = [math.exp(value) for value in values]
            results = [power / sum(powers) for power in powers]
        else:
            results = [ON_NUMBERS[activation.name](value) for value in values]
        self.run.forward[activation.kind] += len(results)
        outputs = tuple(
            CountedScalar(result, _kind_of(number), number.has_gradient)
            for number, result in zip(arguments, results, strict=True)
        )
        arrived: list[float] = []

        def back(gradient: float) -> None:
            arrived.append(gradient)
            if len(arrived) == len(outputs):  # the last to arrive is the first number
                self._through(activation, arguments, outputs, arrived[::-1])

        for output in outputs:
            self._back.append((output, back))
        return outputs

    def look_up(self, row: tuple[CountedScalar, ...], named_by: CountedScalar) -> tuple[CountedScalar, ...]:
        """The row of a table."""
        outputs = []
        for weight in row:
            output = CountedScalar(weight.value, "computed", weight.has_gradient)

            def back(gradient: float, weight: CountedScalar = weight) -> None:
                self.run.backward["additions"] += 1
                weight.gradient += gradient
                self._keep(named_by)

            self._back.append((output, back))
            outputs.append(output)
        return tuple(outputs)

    def copy(self, numbers: Iterable[CountedScalar]) -> tuple[CountedScalar, ...]:
        """The same numbers once more; the gradient of number copy is added to a sum that begins at zero."""
        copies = []
        for number in numbers:
            copied = CountedScalar(number.value, number.kind, number.has_gradient)

            def back(gradient: float, number: CountedScalar = number) -> None:
                self.run.backward["additions"] += 1
                number.gradient += gradient
                number.from_products += 1

            self._back.append((copied, back))
            copies.append(copied)
        return tuple(copies)

    def hand_on(self, numbers: Iterable[CountedScalar], *, anew: bool = False) -> tuple[CountedScalar, ...]:
        """What one layer puts out as what another one reads: the gradient of the one ends where the other's begins.

        ``anew``: the numbers are written to another place, such as beside others.
        """
        handed = []
        for number in numbers:
            copy = CountedScalar(number.value, number.kind, number.has_gradient, same_as=None if anew else number)

            def back(gradient: float, number: CountedScalar = number) -> None:
                self._arrive(number, gradient)

            self._back.append((copy, back))
            handed.append(copy)
        return tuple(handed)

    # Backward

    def keep_together(self, numbers: tuple[CountedScalar, ...]) -> None:
        """If some of them are kept, all are: windows with strides leave places out, which the tensor still holds."""
        self._together.append(numbers)

    def differentiate(self, seeds: Iterable[tuple[CountedScalar, float]]) -> None:
        """Go back from numbers whose gradients are given."""
        for number, gradient in seeds:
            self._arrive(number, gradient)
        for output, back in reversed(self._back):
            if output.has_gradient:
                self.settle(output)
                back(output.gradient)
        for numbers in self._together:
            originals = {number.original for number in numbers}
            if self.run.kept & originals:
                self.run.kept |= originals

    def settle(self, number: CountedScalar) -> None:
        """Add what products brought to what came in other ways."""
        if number.from_products and number.others:
            self.run.backward["additions"] += 1
            number.from_products = 0

    def _result(
        self, value: float, sides: tuple[CountedScalar, ...], ways: tuple[Callable[[float], float], ...]
    ) -> CountedScalar:
        result = CountedScalar(value, _kind_of(*sides), any(side.has_gradient for side in sides))

        def back(gradient: float) -> None:
            for side, way in zip(sides, ways, strict=True):
                if side.has_gradient:
                    self._arrive(side, way(gradient))

        self._back.append((result, back))
        return result

    def _arrive(self, number: CountedScalar, gradient: float) -> None:
        if number.kind == "weight":
            self.run.backward["bias_additions"] += 1
        elif number.others:
            self.run.backward["additions"] += 1
        number.gradient += gradient
        number.others += 1

    def _keep(self, number: CountedScalar) -> None:
        if number.kind not in ("weight", "constant"):
            self.run.kept.add(number.original)

    def _through(
        self,
        activation: Activation,
        arguments: Sequence[CountedScalar],
        outputs: Sequence[CountedScalar],
        gradients: Sequence[float],
    ) -> None:
        """The gradient of a function, worked out as it is written."""
        for output in outputs:
            self._keep(output)
        count = self.run.backward

        def evaluate(node: ast.expr, place: int) -> float:
            match node:
                case ast.Constant(int() | float() as number):
                    return number
                case ast.Name("g"):
                    return gradients[place]
                case ast.Name("y"):
                    return outputs[place].value
                case ast.UnaryOp(ast.USub(), operand):
                    count["element_wise"] += 1
                    return -evaluate(operand, place)
                case ast.BinOp(left, sign, right):
                    count["element_wise"] += 1
                    first, second = evaluate(left, place), evaluate(right, place)
                    return first * second if isinstance(sign, ast.Mult) else first - second
                case ast.Compare(left, [sign], [right]):
                    count["element_wise"] += 1
                    first, second = evaluate(left, place), evaluate(right, place)
                    return float(first > second if isinstance(sign, ast.Gt) else first < second)
                case ast.Call(ast.Name("exp"), [argument]):
                    count["transcendental"] += 1
                    return math.exp(evaluate(argument, place))
                case ast.Call(ast.Name("total"), [argument]):
                    count["element_wise"] += 1  # this number is added to the sum
                    own = evaluate(argument, place)
                    before = Counter(count)
                    rest = sum(evaluate(argument, other) for other in range(len(outputs)) if other != place)
                    count.clear()
                    count.update(before)  # number number counts its own part alone
                    return own + rest
            raise ValueError(f"no gradient is written so: {ast.unparse(node)}")

        tree = ast.parse(activation.gradient, mode="eval").body
        for place, argument in enumerate(arguments):
            if argument.has_gradient:
                self._arrive(argument, evaluate(tree, place))


def _kind_of(*sides: CountedScalar) -> str:
    """What comes of weights alone is the same for all steps."""
    return "fixed" if all(side.kind in ("weight", "fixed") for side in sides) else "computed"


def _is_fixed(*sides: CountedScalar) -> bool:
    return _kind_of(*sides) == "fixed"


class MachineOfLayer:
    """The machine with the functions of one layer by the names that its equations have for them."""

    def __init__(self, machine: Machine, activations: Mapping[str, Activation]) -> None:
        self._machine, self._activations = machine, activations

    def __getattr__(self, name: str) -> Any:
        return getattr(self._machine, name)

    def apply(self, function: str, arguments: tuple[CountedScalar, ...]) -> tuple[CountedScalar, ...]:
        """The function that the layer has for a name in its equations."""
        return self._machine.apply(self._activations[function], arguments)


def evaluate_equations(
    machine: Machine,
    equations: Sequence[Equation],
    known: dict[str, Any],
    gates: tuple[str, ...],
    activations: Mapping[str, Activation],
    windows: Mapping[str, Windows],
) -> None:
    """Work out equations one after another; number target joins what is known."""
    arithmetic = MachineOfLayer(machine, activations)
    for equation in equations:
        table = re.fullmatch(r"(\w+)\[(\w+)\]", equation.expression)
        if table:
            (named_by,) = known[table[2]]
            known[equation.target] = machine.look_up(known[table[1]][int(named_by.value)], named_by)
            continue
        result = work_out(equation.expression, known, gates, arithmetic, windows)
        known[equation.target] = result


def make_windows(
    lengths: Sequence[int], kernel: Sequence[int], strides: Sequence[int], dilations: Sequence[int], padding: str
) -> Windows:
    """For number place of the output the places that its window reads, all of them in the order of their axes."""
    axes = []
    for length, size, stride, dilation in zip(lengths, kernel, strides, dilations, strict=True):
        reach = dilation * (size - 1)
        outputs = -(-(length if padding != "valid" else length - reach) // stride)
        needed = max((outputs - 1) * stride + reach + 1 - length, 0)
        before = {"valid": 0, "same": needed // 2, "causal": reach}[padding]
        axes.append([[place * stride - before + dilation * step for step in range(size)] for place in range(outputs)])
    windows = []
    for place in product(*axes):
        window = []
        for position in product(*place):
            inside = all(0 <= at < length for at, length in zip(position, lengths, strict=True))
            index = 0
            for at, length in zip(position, lengths, strict=True):
                index = index * length + at
            window.append(index if inside else None)
        windows.append(tuple(window))
    return tuple(windows)
