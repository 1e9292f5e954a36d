"""One evaluation of a layer's equations, with symbols for sizes: what it computes forward and backward, what is kept.

The equations are walked once, vector by vector. Each operation is put down, and the backward pass goes over them from
the last to the first, as automatic differentiation does. `rnnformula.costing.scalar_runs` does the same with numbers,
scalar by scalar, and a test holds one to the other.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING

from rnnformula.costing.operation_counts import Operations
from rnnformula.counting.polynomial import ONE, Polynomial, axis_polynomials, sum_of, times
from rnnformula.errors import InputError
from rnnformula.facts.activations import KNOWN_ACTIVATIONS, NO_OPERATION
from rnnformula.facts.family import FUNCTIONS

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rnnformula.facts import Array, Equation
    from rnnformula.facts.activations import Activation

#: The sizes of an operand along its axes.
SymbolicAxes = tuple[Polynomial, ...]

#: How often a vector is repeated.
REPETITIONS: Polynomial = {("n",): 1}


class OperandKind(Enum):
    """What an operand is."""

    ARRAY = "array"
    CONSTANT = "constant"
    SIGNAL = "signal"
    COMPUTED = "computed"


class TapeOperation(Enum):
    """What an operation does."""

    PRODUCT = "product"
    LOOKUP = "lookup"
    FUNCTION = "function"
    ADDITION = "addition"
    SUBTRACTION = "subtraction"
    MULTIPLICATION = "multiplication"


_SIGNS = {ast.Add: TapeOperation.ADDITION, ast.Sub: TapeOperation.SUBTRACTION, ast.Mult: TapeOperation.MULTIPLICATION}


@dataclass(frozen=True, slots=True)
class StepEquations:
    """What one evaluation needs to be known: arrays and equations, and what they read and write.

    ``signals`` are the axes of what is read besides the arrays, by name: the input, the states. ``states`` are handed
    to the next evaluation. ``activations`` say which function stands for each name that the equations call. ``places``
    is how many places of space a convolution puts out. ``reads_trained``: whether the gradient of the input is asked
    for, because something before the layer is trained.
    """

    arrays: tuple[Array, ...]
    equations: tuple[Equation, ...]
    gates: tuple[str, ...]
    signals: Mapping[str, SymbolicAxes]
    states: tuple[str, ...]
    activations: Mapping[str, Activation]
    places: Polynomial = field(default_factory=lambda: ONE)
    reads_trained: bool = True
    is_trained: bool = True


@dataclass(frozen=True, slots=True)
class StepCost:
    """What one evaluation costs, for one sample at one step; ``once`` is done once for all steps and samples.

    ``kept`` are the numbers that the backward pass reads, besides those of what is read: ``kept_signals`` has them by
    its name; ``kept_last`` those of them that the next step would keep as the states before it, so that they are kept
    for themselves after the last step only; ``kept_once`` those that are the same for all steps and samples.
    ``keeps_output``: whether what comes out is among them, ``keeps_state`` whether the state that came out before is.
    ``in_use`` are how many numbers are in use while each equation is evaluated, without the arrays.
    """

    forward: Operations
    backward: Operations
    forward_once: Operations
    backward_once: Operations
    kept: Polynomial
    kept_signals: dict[str, Polynomial]
    kept_last: Polynomial
    kept_once: Polynomial
    keeps_output: bool
    keeps_state: bool
    in_use: tuple[Polynomial, ...]


@dataclass(eq=False, slots=True)
class _Operand:
    """A number, a vector or a matrix; what gradients arrive for it is counted while the tape is read backwards."""

    kind: OperandKind
    axes: SymbolicAxes
    has_gradient: bool
    fixed: bool = False
    from_products: int = 0
    others: int = 0

    @property
    def numbers(self) -> Polynomial:
        return volume(self.axes)


@dataclass(frozen=True, slots=True)
class _Entry:
    """An operation as it was done: its operands and what came out, and of a product how many multiplications."""

    operation: TapeOperation
    operands: tuple[_Operand, ...]
    output: _Operand
    multiplications: Polynomial = field(default_factory=dict)
    activation: Activation | None = None


def volume(axes: Iterable[Polynomial]) -> Polynomial:
    """How many numbers stand along some axes."""
    product = ONE
    for axis in axes:
        product = times(product, axis)
    return product


def step_cost(step: StepEquations) -> StepCost:
    """The cost of one evaluation.

    Raises:
        InputError: an equation has something of which no cost is known, or does not fit the arrays.
    """
    walk = _Walk(step)
    for place, equation in enumerate(step.equations, 1):
        walk.evaluate(place, equation)
    return walk.result()


def step_products(step: StepEquations) -> tuple[Polynomial, Polynomial]:
    """The multiply-accumulates of one evaluation forward, and those that are done once for all; quick when asked again.

    Raises:
        InputError: as in `step_cost`.
    """
    signals = tuple((name, tuple(tuple(axis.items()) for axis in axes)) for name, axes in step.signals.items())
    return _products(step.arrays, step.equations, step.gates, signals, tuple(step.places.items()))


@lru_cache(maxsize=256)
def _products(
    arrays: tuple[Array, ...],
    equations: tuple[Equation, ...],
    gates: tuple[str, ...],
    signals: tuple[tuple[str, tuple[tuple[tuple[tuple[str, ...], int], ...], ...]], ...],
    places: tuple[tuple[tuple[str, ...], int], ...],
) -> tuple[Polynomial, Polynomial]:
    axes: dict[str, SymbolicAxes] = {name: tuple(map(dict, own)) for name, own in signals}
    # Whatever the activations are, they are no products.
    activations = dict.fromkeys(FUNCTIONS, KNOWN_ACTIVATIONS["linear"])
    walk = _Walk(StepEquations(arrays, equations, gates, axes, (), activations, dict(places)))
    for place, equation in enumerate(equations, 1):
        walk.evaluate(place, equation)
    products, products_once = (
        sum_of(entry.multiplications for entry in walk.tape if entry.output.fixed is fixed) for fixed in (False, True)
    )
    return products, products_once


class _Walk:
    """The operations of the equations, in the order in which they are done."""

    def __init__(self, step: StepEquations) -> None:
        self.step = step
        self.tape: list[_Entry] = []
        self.known = {
            array.name: _Operand(
                OperandKind.ARRAY, tuple(axis_polynomials(array)), array.trainable and step.is_trained, fixed=True
            )
            for array in step.arrays
        }
        self.read_last: dict[_Operand, int] = {}
        self.signals = {
            name: _Operand(OperandKind.SIGNAL, axes, step.reads_trained or (name in step.states and step.is_trained))
            for name, axes in step.signals.items()
        }
        self.known |= self.signals
        self.begun = dict.fromkeys(self.signals.values(), 0)

    def evaluate(self, place: int, equation: Equation) -> None:
        """Walk an equation, by its place from 1 on; what it reads is in use until then."""
        expression = ast.parse(equation.expression, mode="eval").body
        for node in ast.walk(expression):
            if isinstance(node, ast.Name) and (operand := self.known.get(node.id)) in self.begun:
                self.read_last[operand] = place
        try:
            result = self._operand(expression)
        except (IndexError, KeyError):
            arrays = ", ".join(f"{array.name} ({array.shape})" for array in self.step.arrays)
            raise InputError(f"{equation.target} = {equation.expression} does not fit the arrays {arrays}") from None
        if result in self.begun or result.kind == OperandKind.ARRAY:  # a target that is a signal as it stands
            result = _Operand(OperandKind.COMPUTED, result.axes, result.has_gradient)
        self.known[equation.target] = result
        self.begun[result] = place

    # Forward

    def _operand(self, node: ast.expr) -> _Operand:
        match node:
            case ast.Constant(int() | float()):
                return _Operand(OperandKind.CONSTANT, (), has_gradient=False)
            case ast.Name(id=name):
                return self.known[name]
            case ast.Attribute(value=inner, attr="T"):
                return self._part(inner, lambda axes: axes[::-1])
            case ast.Attribute(value=inner):
                return self._part(inner, lambda axes: (*axes[:-1], _divided(axes[-1], len(self.step.gates))))
            case ast.Subscript(value=table, slice=ast.Name() as row):
                whole = self._operand(table)
                return self._put_down(TapeOperation.LOOKUP, (whole, self._operand(row)), whole.axes[1:])
            case ast.Subscript(value=inner):
                return self._part(inner, lambda axes: axes[1:])
            case ast.BinOp(left, ast.MatMult(), right):
                return self._product(self._operand(left), self._operand(right))
            case ast.BinOp(left, sign, right) if type(sign) in _SIGNS:
                return self._combined(_SIGNS[type(sign)], self._operand(left), self._operand(right))
            case ast.Call(func=ast.Name("conv"), args=[signal, kernel]):
                return self._convolution(self._operand(signal), self._operand(kernel))
            case ast.Call(func=ast.Name("repeated"), args=[argument]):
                once = self._operand(argument)
                return self._put_down(TapeOperation.LOOKUP, (once,), (REPETITIONS, *once.axes))
            case ast.Call(func=ast.Name(id=function), args=[argument]):
                return self._applied(self.step.activations[function], self._operand(argument))
        raise InputError(f"no cost is known of {ast.unparse(node)!r}")

    def _part(self, node: ast.expr, shape: object) -> _Operand:
        whole = self._operand(node)
        return _Operand(whole.kind, shape(whole.axes), whole.has_gradient, whole.fixed)  # type: ignore[operator]

    def _put_down(
        self, operation: TapeOperation, operands: tuple[_Operand, ...], axes: SymbolicAxes, **more: object
    ) -> _Operand:
        output = _Operand(
            OperandKind.COMPUTED,
            axes,
            any(operand.has_gradient for operand in operands),
            all(operand.fixed or operand.kind == OperandKind.CONSTANT for operand in operands),
        )
        self.tape.append(_Entry(operation, operands, output, **more))  # type: ignore[arg-type]
        return output

    def _product(self, left: _Operand, right: _Operand) -> _Operand:
        multiplications = times(left.numbers, right.axes[-1])
        axes = (*left.axes[:-1], right.axes[-1])
        return self._put_down(TapeOperation.PRODUCT, (left, right), axes, multiplications=multiplications)

    def _convolution(self, signal: _Operand, kernel: _Operand) -> _Operand:
        axes = (self.step.places, kernel.axes[-1])
        multiplications = times(kernel.numbers, self.step.places)
        return self._put_down(TapeOperation.PRODUCT, (signal, kernel), axes, multiplications=multiplications)

    def _combined(self, operation: TapeOperation, left: _Operand, right: _Operand) -> _Operand:
        return self._put_down(operation, (left, right), max(left.axes, right.axes, key=len))

    def _applied(self, activation: Activation, argument: _Operand) -> _Operand:
        if activation.kind == NO_OPERATION:
            return argument
        return self._put_down(TapeOperation.FUNCTION, (argument,), argument.axes, activation=activation)

    # The results

    def result(self) -> StepCost:
        """The cost, when all equations were walked."""
        forward = [Operations(), Operations()]
        for entry in self.tape:
            forward[entry.output.fixed] += _forward(entry)
        outputs = {self.known[name] for name in self.step.states} or {self.known[self.step.equations[-1].target]}
        for output in outputs:
            output.others += 1  # the gradient that comes from the next step, or from the next layer
            self.read_last[output] = len(self.step.equations)
        backward = [Operations(), Operations()]
        kept: dict[_Operand, None] = {}
        for entry in reversed(self.tape):
            if not entry.output.has_gradient:
                continue
            backward[entry.output.fixed] += _joined(entry.output)
            operations, read = _backward(entry)
            backward[entry.output.fixed] += operations
            kept.update(dict.fromkeys(read))
        for operand in self.signals.values():
            if operand.has_gradient:
                backward[False] += _joined(operand)
        signals = {name: self.signals[name] for name in self.signals if name not in self.step.states}
        others = {*signals.values()}
        own = [
            operand
            for operand in kept
            if operand.kind in (OperandKind.SIGNAL, OperandKind.COMPUTED) and operand not in others
        ]
        last = [self.known[name] for name in self.step.states if {self.known[name], self.signals[name]} <= {*own}]
        return StepCost(
            forward[False],
            backward[False],
            forward[True],
            backward[True],
            sum_of(operand.numbers for operand in own if not operand.fixed and operand not in last),
            {name: operand.numbers for name, operand in signals.items() if operand in kept},
            sum_of(operand.numbers for operand in last),
            sum_of(operand.numbers for operand in own if operand.fixed),
            self.known[self.step.equations[-1].target] in kept,
            self.signals.get("h") in kept,
            tuple(self._in_use()),
        )

    def _in_use(self) -> Iterable[Polynomial]:
        """How many numbers are in use at each equation: what is read then or later, and what is written."""
        for place in range(1, 1 + len(self.step.equations)):
            yield sum_of(
                operand.numbers
                for operand, begun in self.begun.items()
                if begun == place or (begun < place and self.read_last.get(operand, -1) >= place)
            )


def _divided(axis: Polynomial, number: int) -> Polynomial:
    return {sizes: factor // number for sizes, factor in axis.items()}


def _forward(entry: _Entry) -> Operations:
    """What an operation computes."""
    numbers = entry.output.numbers
    match entry.operation:
        case TapeOperation.PRODUCT:
            return Operations(multiply_accumulates=entry.multiplications)
        case TapeOperation.LOOKUP:
            return Operations()
        case TapeOperation.ADDITION:
            return Operations(bias_additions=numbers) if _adds_bias(entry) else Operations(additions=numbers)
        case TapeOperation.FUNCTION if entry.activation:
            return Operations(**{entry.activation.kind: numbers})
    return Operations(element_wise=numbers)


def _adds_bias(entry: _Entry) -> bool:
    return not entry.output.fixed and any(operand.kind == OperandKind.ARRAY for operand in entry.operands)


def _backward(entry: _Entry) -> tuple[Operations, list[_Operand]]:
    """What the gradient of an operation computes, and the operands of which it reads the numbers."""
    numbers = entry.output.numbers
    needed = [operand for operand in entry.operands if operand.has_gradient]
    match entry.operation:
        case TapeOperation.PRODUCT:
            left, right = entry.operands
            for operand in needed:
                operand.from_products += 1
            reads = [other for operand, other in ((left, right), (right, left)) if operand.has_gradient]
            return Operations(multiply_accumulates=times(entry.multiplications, {(): len(needed)})), reads
        case TapeOperation.LOOKUP:
            if needed[0].kind != OperandKind.ARRAY:
                needed[0].from_products += 1  # the sum is made as the gradients arrive
            return Operations(additions=numbers), [*entry.operands[1:]]
        case TapeOperation.ADDITION:
            operations = Operations()
            for operand in needed:
                if operand.kind == OperandKind.ARRAY and not entry.output.fixed:
                    operations += Operations(bias_additions=numbers)
                else:
                    operand.others += 1
            return operations, []
        case TapeOperation.SUBTRACTION:
            for operand in needed:
                operand.others += 1
            negated = entry.operands[1].has_gradient
            return Operations(element_wise=numbers if negated else {}), []
        case TapeOperation.MULTIPLICATION:
            left, right = entry.operands
            for operand in needed:
                operand.others += 1
            reads = [other for operand, other in ((left, right), (right, left)) if operand.has_gradient]
            return Operations(element_wise=times(numbers, {(): len(needed)})), reads
    assert entry.activation
    (argument,) = entry.operands
    argument.others += 1
    element_wise, functions = operations_of_gradient(entry.activation)
    operations = Operations(
        element_wise=times(numbers, {(): element_wise}), transcendental=times(numbers, {(): functions})
    )
    return operations, [entry.output]


def operations_of_gradient(activation: Activation) -> tuple[int, int]:
    """How many element-wise operations and how many functions the gradient of an activation takes for each number.

    >>> from rnnformula.facts.activations import KNOWN_ACTIVATIONS
    >>> operations_of_gradient(KNOWN_ACTIVATIONS["tanh"])
    (3, 0)
    """
    nodes = list(ast.walk(ast.parse(activation.gradient, mode="eval")))
    calls = [node.func.id for node in nodes if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)]
    signs = sum(isinstance(node, (ast.BinOp, ast.Compare, ast.UnaryOp)) for node in nodes)
    return signs + calls.count("total"), len(calls) - calls.count("total")


def _joined(operand: _Operand) -> Operations:
    """The additions of the gradients that arrive for an operand; those of products are added as they are made."""
    more = operand.others - (operand.from_products == 0)
    return Operations(additions=times(operand.numbers, {(): more})) if more > 0 else Operations()
