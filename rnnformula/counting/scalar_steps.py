"""The expression of an equation worked out scalar by scalar, by whatever arithmetic is given.

What a scalar is, the arithmetic says: a number with the line that led to it, or one that counts what is done to it.
"""

from __future__ import annotations

import ast
from itertools import chain
from types import MappingProxyType
from typing import TYPE_CHECKING, Generic, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Scalar = TypeVar("Scalar")
#: A vector of scalars, or the rows of a matrix.
Vector = tuple[Scalar, ...]
Rows = tuple[Vector[Scalar], ...]
#: For each place of what a convolution puts out, the places that its window reads; None lies outside.
Windows = tuple[tuple[int | None, ...], ...]


class Arithmetic(Protocol[Scalar]):
    """What an equation does to scalars."""

    def constant(self, number: float) -> Scalar:
        """The scalar of a number that stands in an equation."""

    def padding(self, beside: Scalar) -> Scalar:
        """The zero that a convolution reads beside a signal."""

    def add(self, left: Scalar, right: Scalar) -> Scalar:
        """The sum."""

    def subtract(self, left: Scalar, right: Scalar) -> Scalar:
        """The difference."""

    def multiply(self, left: Scalar, right: Scalar) -> Scalar:
        """The product."""

    def dot(self, weights: Vector[Scalar], factors: Vector[Scalar]) -> Scalar:
        """The sum of the products of weights with what each multiplies."""

    def apply(self, function: str, arguments: Vector[Scalar]) -> Vector[Scalar]:
        """What a function of `rnnformula.facts.family.FUNCTIONS` makes of a vector."""


def work_out(
    expression: str,
    known: Mapping[str, Vector[Scalar] | Rows[Scalar]],
    gates: tuple[str, ...],
    arithmetic: Arithmetic[Scalar],
    windows: Mapping[str, Windows] = MappingProxyType({}),
) -> Vector[Scalar]:
    """The vector that an expression gives, from vectors and matrices by their names in it.

    Args:
        expression: in the syntax of `rnnformula.facts.Equation`.
        known: vectors and matrices; a signal over space is one vector, place after place, and a kernel that is
            convolved a matrix with a row for each place of the window and channel.
        gates: the blocks of columns that arrays are made of.
        arithmetic: what is done to scalars.
        windows: of each kernel that is convolved.

    Raises:
        ValueError: the expression has something else than products, sums and functions of them, or a convolution of
            which no window is known.
    """
    return _Walk(known, gates, arithmetic, windows).vector(ast.parse(expression, mode="eval").body)


def work_out_matrix(
    expression: str, known: Mapping[str, Vector[Scalar] | Rows[Scalar]], arithmetic: Arithmetic[Scalar]
) -> Rows[Scalar]:
    """The matrix that an expression gives which is about matrices alone; arguments and errors as in `work_out`."""
    walk = _Walk(known, (), arithmetic, {})
    return walk.array(ast.parse(expression, mode="eval").body)  # type: ignore[return-value]


class _Walk(Generic[Scalar]):
    """What an expression is worked out with."""

    def __init__(
        self,
        known: Mapping[str, Vector[Scalar] | Rows[Scalar]],
        gates: tuple[str, ...],
        arithmetic: Arithmetic[Scalar],
        windows: Mapping[str, Windows],
    ) -> None:
        self.known, self.gates, self.arithmetic, self.windows = known, gates, arithmetic, windows
        self.signs: dict[type[ast.operator], Callable[[Scalar, Scalar], Scalar]] = {
            ast.Add: arithmetic.add,
            ast.Sub: arithmetic.subtract,
            ast.Mult: arithmetic.multiply,
        }

    def array(self, node: ast.expr) -> Vector[Scalar] | Rows[Scalar]:
        """An array, a part of one, or a matrix made of others, which may be known already."""
        if (text := ast.unparse(node)) in self.known:
            return self.known[text]
        match node:
            case ast.Subscript(value=rows, slice=ast.Constant(int() as number)):
                return self.array(rows)[number]  # type: ignore[return-value]  # a row of a matrix
            case ast.Attribute(value=rows, attr="T"):
                return tuple(zip(*self.array(rows), strict=True))
            case ast.Attribute(value=columns, attr=gate):
                return _columns(self.array(columns), self.gates.index(gate), len(self.gates))
            case ast.BinOp(left, ast.Add(), right):
                rows_of_both = zip(self.array(left), self.array(right), strict=True)
                return tuple(tuple(map(self.arithmetic.add, *pair)) for pair in rows_of_both)  # type: ignore[call-overload]
            case ast.BinOp(left, ast.MatMult(), right):
                matrix = self.array(right)
                return tuple(_product(row, matrix, self.arithmetic) for row in self.array(left))  # type: ignore[arg-type]
        raise ValueError(f"can't work out {ast.unparse(node)} scalar by scalar")

    def vector(self, node: ast.expr) -> Vector[Scalar]:
        """What an equation gives, or a part of it."""
        match node:
            case ast.Constant(int() | float() as number):
                return (self.arithmetic.constant(number),)
            case ast.BinOp(factors, ast.MatMult(), matrix):
                return _product(self.vector(factors), self.array(matrix), self.arithmetic)  # type: ignore[arg-type]
            case ast.BinOp(left, sign, right) if type(sign) in self.signs:
                sides = self.vector(left), self.vector(right)
                width = max(map(len, sides))
                first, second = (side * (width // len(side)) for side in sides)  # a number, or one for each channel
                return tuple(map(self.signs[type(sign)], first, second))
            case ast.Call(func=ast.Name("conv"), args=[signal, kernel]) if _root(kernel) in self.windows:
                read, rows = self.vector(signal), self.array(kernel)
                return _convolution(read, rows, self.windows[_root(kernel)], self.arithmetic)  # type: ignore[arg-type]
            case ast.Call(func=ast.Name(id=function), args=[argument]):
                return self.arithmetic.apply(function, self.vector(argument))
        return self.array(node)  # type: ignore[return-value]  # what is no product is a vector


def _columns(array: Vector[Scalar] | Rows[Scalar], number: int, gates: int) -> Vector[Scalar] | Rows[Scalar]:
    """The columns of a gate, by its number from 0 and how many gates share them."""
    if array and isinstance(array[0], tuple):
        return tuple(_columns(row, number, gates) for row in array)  # type: ignore[arg-type, return-value]
    width = len(array) // gates
    return array[number * width : (number + 1) * width]


def _root(node: ast.expr) -> str:
    """The array that a block is cut from."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else ""


def _product(factors: Vector[Scalar], matrix: Rows[Scalar], arithmetic: Arithmetic[Scalar]) -> Vector[Scalar]:
    """A row of numbers times a matrix."""
    return tuple(arithmetic.dot(column, factors) for column in zip(*matrix, strict=True))


def _convolution(
    signal: Vector[Scalar], kernel: Rows[Scalar], windows: Windows, arithmetic: Arithmetic[Scalar]
) -> Vector[Scalar]:
    """At each place the window of numbers around it times the kernel; what lies outside is zero."""
    channels = len(kernel) // len(windows[0])
    outside = tuple(arithmetic.padding(scalar) for scalar in signal[:channels])
    convolved: Vector[Scalar] = ()
    for window in windows:
        read = (outside if at is None else signal[at * channels : (at + 1) * channels] for at in window)
        convolved += _product(tuple(chain.from_iterable(read)), kernel, arithmetic)
    return convolved
