"""The equations of a layer, worked out in plain Python from recorded weights and inputs.

Values are flat lists, channels last; a shorter list, such as a bias, is repeated. Sizes are small: this takes
milliseconds and needs neither NumPy nor a framework.
"""

from __future__ import annotations

import ast
import math
import operator
from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING

from rnnformula.site.messages import Message

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable

    from rnnformula.facts import Variant

ARITHMETIC: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
}
ACTIVATIONS: dict[str, Callable[[float], float]] = {
    "tanh": math.tanh,
    "sigmoid": lambda z: 1 / (1 + math.exp(-z)),
    "activation": lambda z: z,
}


@dataclass(frozen=True)
class Values:
    """Numbers with a shape; ``name`` is the name of the array that they are from, if any."""

    shape: tuple[int, ...]
    flat: tuple[float, ...]
    name: str = ""

    def gate(self, number: int, gates: int) -> Values:
        """The columns of a gate; ``number`` counts from 0, ``gates`` is how many gates share the columns."""
        width = self.shape[-1] // gates
        rows = range(0, len(self.flat), self.shape[-1])
        flat = tuple(value for row in rows for value in self.flat[row + number * width : row + (number + 1) * width])
        return Values((*self.shape[:-1], width), flat, self.name)

    def row(self, number: int) -> Values:
        """A row, by its number from 0."""
        length = len(self.flat) // self.shape[0]
        return Values(self.shape[1:], self.flat[number * length : (number + 1) * length], self.name)


def step_outputs(
    variant: Variant, gates: tuple[str, ...], arrays: Iterable[Values], inputs: Iterable[Values], state: tuple[int, ...]
) -> list[Values]:
    """What the layer puts out at each step, from a state of zeros.

    Raises:
        ValueError: an equation can't be worked out.
    """
    zeros = Values(state, (0.0,) * math.prod(state))
    known = {array.name: array for array in arrays} | {"h": zeros, "c": zeros}
    steps = []
    for step in inputs:
        known["x"] = step
        for equation in variant.equations:
            try:
                known[equation.target] = _evaluate(ast.parse(equation.expression, mode="eval").body, known, gates)
            except (KeyError, IndexError, ValueError, ZeroDivisionError) as error:
                raise ValueError(
                    Message(
                        "{target} = {expression}: {error}",
                        target=equation.target,
                        expression=equation.expression,
                        error=str(error),
                    )
                ) from None
        steps.append(known[variant.equations[-1].target])
    return steps


def _evaluate(node: ast.expr, known: dict[str, Values], gates: tuple[str, ...]) -> Values:
    def value(part: ast.expr) -> Values:
        return _evaluate(part, known, gates)

    match node:
        case ast.Name(id=name):
            return known[name]
        case ast.Constant(int() | float() as number):
            return Values((1,), (float(number),))
        case ast.Attribute(value=array, attr=gate):
            return value(array).gate(gates.index(gate), len(gates))
        case ast.Subscript(value=array, slice=ast.Constant(int() as number)):
            return value(array).row(number)
        case ast.BinOp(left, ast.MatMult(), right):
            return _multiply(value(left), value(right))
        case ast.BinOp(left, sign, right) if type(sign) in ARITHMETIC:
            return _combine(ARITHMETIC[type(sign)], value(left), value(right))
        case ast.Call(func=ast.Name(id="conv"), args=[signal, kernel]):
            return _convolve(value(signal), value(kernel))
        case ast.Call(func=ast.Name(id=name), args=[argument]):
            values = value(argument)
            return Values(values.shape, tuple(map(ACTIVATIONS[name], values.flat)))
    raise ValueError(Message("can't work out {code}", code=ast.unparse(node)))


def _combine(sign: Callable[[float, float], float], left: Values, right: Values) -> Values:
    longer = left if len(left.flat) >= len(right.flat) else right
    size = len(longer.flat)
    if size % len(left.flat) or size % len(right.flat):
        raise ValueError(Message("shapes {left} and {right} do not fit", left=left.shape, right=right.shape))
    pairs = zip(left.flat * (size // len(left.flat)), right.flat * (size // len(right.flat)), strict=True)
    return Values(longer.shape, tuple(sign(*pair) for pair in pairs))


def _multiply(left: Values, matrix: Values) -> Values:
    rows, columns = matrix.shape
    if left.shape[-1] != rows:
        raise ValueError(Message("shapes {left} and {right} do not fit", left=left.shape, right=matrix.shape))
    flat = tuple(
        sum(left.flat[start + row] * matrix.flat[row * columns + column] for row in range(rows))
        for start in range(0, len(left.flat), rows)
        for column in range(columns)
    )
    return Values((*left.shape[:-1], columns), flat)


def _convolve(signal: Values, kernel: Values) -> Values:
    """Convolve over all axes but the last; a recurrent kernel pads its input with zeros, to keep its size."""
    *window, kernel_channels, width = kernel.shape
    *space, channels = signal.shape
    if channels != kernel_channels:
        raise ValueError(Message("shapes {left} and {right} do not fit", left=signal.shape, right=kernel.shape))
    recurrent = kernel.name == "recurrent_kernel"
    padding = [(size - 1) // 2 if recurrent else 0 for size in window]
    places = space if recurrent else [length - size + 1 for length, size in zip(space, window, strict=True)]
    flat = []
    for place in product(*map(range, places)):
        total = [0.0] * width
        for number, offset in enumerate(product(*map(range, window))):
            point = [corner + step - zeros for corner, step, zeros in zip(place, offset, padding, strict=True)]
            if not all(0 <= index < length for index, length in zip(point, space, strict=True)):
                continue
            start = 0
            for index, length in zip(point, space, strict=True):
                start = start * length + index
            for channel in range(channels):
                factor = signal.flat[start * channels + channel]
                first = (number * channels + channel) * width
                for column in range(width):
                    total[column] += factor * kernel.flat[first + column]
        flat += total
    return Values((*places, width), tuple(flat))
