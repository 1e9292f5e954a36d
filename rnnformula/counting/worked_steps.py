"""One time step of a layer worked by hand: each equation with numbers put in, and what comes out."""

from __future__ import annotations

import math
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from functools import reduce
from typing import TYPE_CHECKING

from rnnformula.counting.forward import Equations, equations
from rnnformula.counting.scalar_steps import work_out
from rnnformula.counting.tally import tally
from rnnformula.displayed import Displayed, Typeset
from rnnformula.errors import InputError, shown

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence

    from rnnformula.counting.scalar_steps import Rows, Vector
    from rnnformula.counting.tally import Tally
    from rnnformula.facts import Choice

    Numbers = Sequence[float | Decimal]

#: What is computed is rounded to so many places, and goes on as it is shown.
ROUNDED_TO = Decimal("0.001")
WORKED_FUNCTIONS: dict[str, Callable[[float], float]] = {
    "tanh": math.tanh,
    "sigmoid": lambda total: 1 / (1 + math.exp(-total)),
}
#: What an expression is, by how it binds: a number or a function, a product, a sum.
_LEAF, _PRODUCT, _SUM = range(3)
#: Larger numbers are no small example, and no function tells them apart.
LARGEST_NUMBER = 1000


@dataclass(frozen=True, slots=True)
class WorkedLine:
    """What an equation gives for one unit.

    >>> weights = {"kernel": [[0.5]], "recurrent_kernel": [[0.1]], "bias": [-0.2]}
    >>> line = worked_step("SimpleRNN", x=[1], h=[0.5], weights=weights).lines[0]
    >>> line.target, line.unit, line.value
    ('h', 1, Decimal('0.336'))

    ``target`` is that of the equation, ``unit`` counts from 1. ``stages`` are the right sides in Python's syntax: with
    all numbers put in, then, where a function is applied, with its argument added up or its value put in.
    ``total`` is what the function is applied to, None where there is none outside; ``value`` is the result.
    """

    target: str
    unit: int
    stages: tuple[str, ...]
    total: Decimal | None
    value: Decimal


@dataclass(frozen=True, slots=True)
class WorkedStep(Displayed, Typeset):
    """One time step of a layer: a line for each equation and unit, in the order in which they are computed.

    >>> weights = {"kernel": [[0.5]], "recurrent_kernel": [[0.1]], "bias": [-0.2]}
    >>> len(worked_step("SimpleRNN", x=[1], h=[0.5], weights=weights).lines)
    1

    Every value is rounded to three places, and the lines behind it use the rounded one: all can be worked out again
    from what is shown.
    """

    equations: Equations
    tally: Tally
    lines: tuple[WorkedLine, ...]

    @property
    def layer(self) -> str:
        """The name of the layer class."""
        return self.tally.layer

    def values(self, target: str) -> tuple[Decimal, ...]:
        """What an equation gives for each unit, such as the state, ``h``."""
        return tuple(line.value for line in self.lines if line.target == target)


@dataclass(frozen=True, slots=True)
class _Number:
    """A number, how it is written, and how with the functions in it worked out."""

    value: Decimal
    written: str
    reduced: str = ""
    binds: int = _LEAF
    total: Decimal | None = None

    @property
    def later(self) -> str:
        """How it is written when its functions are worked out."""
        return self.reduced or self.written


class _Writing:
    """The arithmetic of numbers that know how they are written."""

    def constant(self, number: float) -> _Number:
        return _leaf(Decimal(str(number)))

    def padding(self, beside: _Number) -> _Number:
        return _leaf(Decimal(0))

    def add(self, left: _Number, right: _Number) -> _Number:
        if right.binds == _LEAF and right.value < 0 and not right.reduced:
            return self._both(left, _leaf(-right.value), " - ", _SUM, left.value + right.value)
        return self._both(left, right, " + ", _SUM, left.value + right.value)

    def subtract(self, left: _Number, right: _Number) -> _Number:
        return self._both(left, right, " - ", _SUM, left.value - right.value)

    def multiply(self, left: _Number, right: _Number) -> _Number:
        return self._both(left, right, " * ", _PRODUCT, left.value * right.value)

    def dot(self, weights: Vector[_Number], factors: Vector[_Number]) -> _Number:
        return reduce(self.add, map(self.multiply, weights, factors))

    def apply(self, function: str, arguments: Vector[_Number]) -> Vector[_Number]:
        return tuple(self._applied(function, argument) for argument in arguments)

    def _applied(self, function: str, argument: _Number) -> _Number:
        if function == "activation":  # that of Dense is none by default
            return argument
        total = rounded(argument.value)
        value = rounded(Decimal(WORKED_FUNCTIONS[function](float(total))))
        written, summed = f"{function}({argument.written})", f"{function}({in_digits(total)})"
        if written == summed:
            return _Number(value, written, in_digits(value), _LEAF, total)
        return _Number(value, written, summed, _LEAF, total)

    def _both(self, left: _Number, right: _Number, sign: str, binds: int, value: Decimal) -> _Number:
        written, reduced = (
            f"{_bracketed(left, getattr(left, name), sign, first=True)}{sign}"
            f"{_bracketed(right, getattr(right, name), sign, first=False)}"
            for name in ("written", "later")
        )
        return _Number(value, written, reduced if reduced != written else "", binds)


def _bracketed(number: _Number, written: str, sign: str, *, first: bool) -> str:
    negative = written.startswith("-") and not (first and sign != " * ")
    is_sum = number.binds == _SUM and (sign == " * " or (sign == " - " and not first))
    return f"({written})" if negative or is_sum else written


def _leaf(value: Decimal) -> _Number:
    return _Number(value, in_digits(value))


def rounded(value: Decimal) -> Decimal:
    """A number rounded to three places, half of the last away from zero, without zeros at its end."""
    return value.quantize(ROUNDED_TO, ROUND_HALF_UP).normalize() + 0


def in_digits(value: Decimal) -> str:
    """A number in digits, without an exponent."""
    return f"{value.normalize() + 0:f}"


def worked_step(
    layer: str,
    /,
    *,
    x: Numbers,
    weights: Mapping[str, Numbers | Sequence[Numbers]],
    h: Numbers | None = None,
    c: Numbers | None = None,
    **options: Choice,
) -> WorkedStep:
    """One time step of a layer, with numbers.

    >>> weights = {"kernel": [[0.5]], "recurrent_kernel": [[0.1]], "bias": [-0.2]}
    >>> step = worked_step("SimpleRNN", x=[1], h=[0.5], weights=weights)
    >>> step.lines[0].stages, step.lines[0].value
    (('tanh(0.5 * 1 + 0.1 * 0.5 - 0.2)', 'tanh(0.35)'), Decimal('0.336'))

    Args:
        layer: Keras' name of the layer class.
        x: what the layer reads at this step, a number a feature.
        weights: the arrays by their names, as Keras has them: a matrix is a list of rows, the gates side by side.
        h: the state before the step, a number a unit.
        c: the cell state before the step, where the layer has one.
        options: as in `rnnformula.count`, such as ``reset_after=False``.

    Raises:
        InputError: an unknown layer or option, a layer that is not worked out by hand, or numbers that are missing, are
            none or do not fit.
    """
    record = equations(layer, **options)
    name = record.layer
    if any("conv(" in equation.expression for equation in record.equations):
        raise InputError(f"{name}: a convolution is not worked out by hand; expected SimpleRNN, LSTM or GRU")
    read = {signal for equation in record.equations for signal in equation.names()} - {
        array.name for array in record.variant.arrays
    }
    known: dict[str, Vector[_Number] | Rows[_Number]] = {"x": _numbers(name, "x", x)}
    recurrent = next((array for array in record.variant.arrays if array.name == "recurrent_kernel"), None)
    kernel = _rows(name, weights, "kernel")
    units = len(kernel[0]) // (len(record.gates) or 1)
    sizes = {"units": units, "features": len(known["x"])}
    for signal, given in {"h": h, "c": c}.items():
        needed = recurrent is not None and signal in read
        if needed != (given is not None):
            problem = f"is missing; expected {units} numbers" if needed else "was given; the layer has no such state"
            raise InputError(f"{name}: {signal} {problem}")
        if given is not None:
            known[signal] = _numbers(name, signal, given, units)
    names = [array.name for array in record.variant.arrays]
    if unknown := [given for given in weights if given not in names]:
        raise InputError(f"{name}: weights has {shown(unknown[0])}; expected {', '.join(names)}")
    for array in record.variant.arrays:
        shape = array.shape_for(sizes)
        rows = _rows(name, weights, array.name) if len(shape) > 1 else (_row(name, weights, array.name),)
        lengths = {len(row) for row in rows}
        given_shape = ((len(rows),) if len(shape) > 1 else ()) + tuple(sorted(lengths))
        if given_shape != shape:
            raise InputError(f"{name}: {array.name} must have the shape {shape}, got {given_shape}")
        known[array.name] = rows if len(shape) > 1 else rows[0]
    lines: list[WorkedLine] = []
    for equation in record.equations:
        numbers = work_out(equation.expression, known, record.gates, _Writing())
        worked = [_line(equation.target, unit, number) for unit, number in enumerate(numbers, 1)]
        known[equation.target] = tuple(_leaf(line.value) for line in worked)
        lines += worked
    return WorkedStep(record, tally(name, **sizes, **options), tuple(lines))


def _line(target: str, unit: int, number: _Number) -> WorkedLine:
    value = rounded(number.value)
    stages = dict.fromkeys([number.written, *([number.reduced] if number.reduced else [])])
    return WorkedLine(target, unit, tuple(stage for stage in stages if stage != in_digits(value)), number.total, value)


def _row(layer: str, weights: Mapping[str, Numbers | Sequence[Numbers]], name: str) -> Vector[_Number]:
    if name not in weights:
        raise InputError(f"{layer}: weights lacks {name}")
    return _numbers(layer, name, weights[name])


def _rows(layer: str, weights: Mapping[str, Numbers | Sequence[Numbers]], name: str) -> Rows[_Number]:
    if name not in weights:
        raise InputError(f"{layer}: weights lacks {name}")
    rows = weights[name]
    if not isinstance(rows, (list, tuple)) or not rows or not all(isinstance(row, (list, tuple)) for row in rows):
        raise InputError(f"{layer}: {name} must be a list of rows, got {shown(rows)}")
    return tuple(_numbers(layer, name, row) for row in rows)


def _numbers(layer: str, name: str, given: object, length: int = 0) -> Vector[_Number]:
    if not isinstance(given, (list, tuple)) or not given:
        raise InputError(f"{layer}: {name} must be a list of numbers, got {shown(given)}")
    for number in given:
        is_number = isinstance(number, (int, float, Decimal)) and not isinstance(number, bool)
        if not is_number or not -LARGEST_NUMBER <= number <= LARGEST_NUMBER:
            raise InputError(f"{layer}: {name} must be numbers of at most {LARGEST_NUMBER:,}, got {shown(number)}")
    if length and len(given) != length:
        raise InputError(f"{layer}: {name} must have {length} numbers, one a unit, got {len(given)}")
    return tuple(_leaf(Decimal(str(number))) for number in given)
