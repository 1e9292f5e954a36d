"""The expression of an equation worked out scalar by scalar, by whatever arithmetic is given.

What a scalar is, the arithmetic says: a number with the line that led to it, or one that counts what is done to it.
"""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING, Protocol, TypeVar

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

Scalar = TypeVar("Scalar")
#: A vector of scalars, or the rows of a matrix.
Vector = tuple[Scalar, ...]
Rows = tuple[Vector[Scalar], ...]


class Arithmetic(Protocol[Scalar]):
    """What an equation does to scalars."""

    def constant(self, number: int) -> Scalar:
        """The scalar of a number that stands in an equation."""

    def add(self, left: Scalar, right: Scalar) -> Scalar:
        """The sum."""

    def subtract(self, left: Scalar, right: Scalar) -> Scalar:
        """The difference."""

    def multiply(self, left: Scalar, right: Scalar) -> Scalar:
        """The product."""

    def apply(self, function: str, argument: Scalar) -> Scalar:
        """What a function of `rnnformula.facts.family.FUNCTIONS` makes of a scalar."""


def work_out(
    expression: str,
    known: Mapping[str, Vector[Scalar] | Rows[Scalar]],
    gates: tuple[str, ...],
    arithmetic: Arithmetic[Scalar],
) -> Vector[Scalar]:
    """The vector that an expression gives, from vectors and matrices by their names in it.

    Raises:
        ValueError: the expression has something else than products, sums and functions of them, such as a convolution.
    """
    signs: dict[type[ast.operator], Callable[[Scalar, Scalar], Scalar]] = {
        ast.Add: arithmetic.add,
        ast.Sub: arithmetic.subtract,
        ast.Mult: arithmetic.multiply,
    }

    def array(node: ast.expr) -> Vector[Scalar] | Rows[Scalar]:
        match node:
            case ast.Name(id=name):
                return known[name]
            case ast.Subscript(value=rows, slice=ast.Constant(int() as number)):
                return array(rows)[number]  # type: ignore[return-value]  # a row of a matrix
            case ast.Attribute(value=columns, attr=gate):
                return _columns(array(columns), gates.index(gate), len(gates))
        raise ValueError(f"can't work out {ast.unparse(node)} scalar by scalar")

    def vector(node: ast.expr) -> Vector[Scalar]:
        match node:
            case ast.Constant(int() as number):
                return (arithmetic.constant(number),)
            case ast.BinOp(factors, ast.MatMult(), matrix):
                return _product(vector(factors), array(matrix), arithmetic)  # type: ignore[arg-type]  # a matrix
            case ast.BinOp(left, sign, right) if type(sign) in signs:
                sides = vector(left), vector(right)
                width = max(map(len, sides))
                first, second = (side * width if len(side) == 1 else side for side in sides)
                return tuple(map(signs[type(sign)], first, second))
            case ast.Call(func=ast.Name(id=function), args=[argument]):
                return tuple(arithmetic.apply(function, scalar) for scalar in vector(argument))
        return array(node)  # type: ignore[return-value]  # what is no product is a vector

    return vector(ast.parse(expression, mode="eval").body)


def _columns(array: Vector[Scalar] | Rows[Scalar], number: int, gates: int) -> Vector[Scalar] | Rows[Scalar]:
    """The columns of a gate, by its number from 0 and how many gates share them."""
    if array and isinstance(array[0], tuple):
        return tuple(_columns(row, number, gates) for row in array)  # type: ignore[arg-type, return-value]
    width = len(array) // gates
    return array[number * width : (number + 1) * width]


def _product(factors: Vector[Scalar], matrix: Rows[Scalar], arithmetic: Arithmetic[Scalar]) -> Vector[Scalar]:
    """A row of numbers times a matrix."""
    sums = []
    for column in zip(*matrix, strict=True):
        products = [arithmetic.multiply(weight, factor) for factor, weight in zip(factors, column, strict=True)]
        total = products[0]
        for further in products[1:]:
            total = arithmetic.add(total, further)
        sums.append(total)
    return tuple(sums)
