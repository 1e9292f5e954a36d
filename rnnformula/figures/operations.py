"""What a layer computes at one time step -> the operations of its equations, each with what it works on.

It reads the expressions of `Family.equations` and knows no layer.
"""

from __future__ import annotations

import ast
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.facts.family import SIGNALS

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.counting.forward import Equations

#: Kinds of operations: what comes in, what an equation made, a weighted sum, and what has a function or a sign.
SIGNAL, COMPUTED, WEIGHTED, FUNCTION, MULTIPLICATION, SUM, REST = (
    "signal",
    "result",
    "weighted",
    "function",
    "×",
    "+",
    "1−",
)
#: What the states are called; the input is the signal that is none.
STATES = SIGNALS[1:]


@dataclass(frozen=True, slots=True)
class Operation:
    """One operation and what it works on.

    ``name`` is that of a signal, a result or a function. A weighted sum works on as many vectors as it has matrices;
    ``arrays`` are the names of those, and of the biases that it adds.
    """

    kind: str
    name: str = ""
    operands: tuple[Operation, ...] = ()
    arrays: tuple[str, ...] = ()

    def all(self) -> Iterator[Operation]:
        """The operation behind all that it works on."""
        for operand in self.operands:
            yield from operand.all()
        yield self


@dataclass(frozen=True, slots=True)
class Stage:
    """An equation as operations: its target, the gate whose columns of the arrays it reads, and how it is written."""

    target: str
    gate: str
    written: str
    last: Operation


def stages(record: Equations) -> list[Stage]:
    """The equations of a step in the order in which they are computed.

    >>> from rnnformula.counting.forward import equations
    >>> [(stage.target, stage.gate, stage.last.kind) for stage in stages(equations("GRU"))][2:]
    [('candidate', 'h', 'function'), ('h', '', '+')]
    """
    listed: list[Stage] = []
    for equation in record.equations:
        tree = ast.parse(equation.expression, mode="eval").body
        gate = next((node.attr for node in ast.walk(tree) if isinstance(node, ast.Attribute)), "")
        computed = tuple(stage.target for stage in listed)
        written = f"{equation.target} = {equation.expression}"
        listed.append(Stage(equation.target, gate, written, _read(tree, computed)))
    return listed


def _read(node: ast.expr, computed: tuple[str, ...]) -> Operation:
    match node:
        case ast.Name(id=name):
            return Operation(COMPUTED if name in computed else SIGNAL, name)
        case ast.Call(func=ast.Name(id="conv")) | ast.BinOp(op=ast.MatMult()):
            return _added([node], computed)
        case ast.Call(func=ast.Name(id=function), args=[argument]):
            return Operation(FUNCTION, function, (_read(argument, computed),))
        case ast.BinOp(left=left, op=ast.Mult(), right=right):
            return Operation(MULTIPLICATION, "", (_read(left, computed), _read(right, computed)))
        case ast.BinOp(left=ast.Constant(value=1), op=ast.Sub(), right=right):
            return Operation(REST, "", (_read(right, computed),))
        case ast.BinOp(op=ast.Add()):
            return _added(_terms(node), computed)
    raise ValueError(f"equation: {ast.unparse(node)!r} can't be drawn")


def _terms(node: ast.expr) -> list[ast.expr]:
    match node:
        case ast.BinOp(left=left, op=ast.Add(), right=right):
            return [*_terms(left), *_terms(right)]
    return [node]


def _added(terms: list[ast.expr], computed: tuple[str, ...]) -> Operation:
    """A sum: what has weights or is a bias in one weighted sum, behind what else is added."""
    vectors: list[Operation] = []
    matrices: list[str] = []
    biases: list[str] = []
    others: list[Operation] = []
    for term in terms:
        match term:
            case ast.Call(func=ast.Name(id="conv"), args=[vector, matrix]):
                vectors.append(_read(vector, computed))
                matrices.append(_array(matrix))
            case ast.BinOp(left=vector, op=ast.MatMult(), right=matrix):
                vectors.append(_read(vector, computed))
                matrices.append(_array(matrix))
            case ast.Attribute() | ast.Subscript():
                biases.append(_array(term))
            case ast.Name(id=name) if name not in (*computed, *SIGNALS):
                biases.append(name)
            case _:
                others.append(_read(term, computed))
    if vectors:
        others.append(Operation(WEIGHTED, "", tuple(vectors), (*matrices, *biases)))
    return others[0] if len(others) == 1 else Operation(SUM, "", tuple(others))


def _array(node: ast.expr) -> str:
    """The array that an expression takes columns or a row of."""
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    if not isinstance(node, ast.Name):
        raise ValueError(f"equation: {ast.unparse(node)!r} is no array")
    return node.id
