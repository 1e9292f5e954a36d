"""Gate equations -> LaTeX, written with the macros of `rnnformula.language.notation`."""

from __future__ import annotations

import ast
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.counting.forward import Equations

FUNCTION_TEX = {"tanh": r"\tanh", "sigmoid": r"\sigma", "activation": r"\text{activation}"}
#: The vectors of an equation: before the equation of a vector it is that of the last step, behind it that of this one.
LAST_STEP = {"x": r"\inputvector", "h": r"\laststate", "c": r"\lastcell"}
THIS_STEP = {"h": r"\state", "c": r"\cell"}
ARRAYS = {"kernel": "kernel", "recurrent_kernel": "recurrentkernel", "bias": "bias"}
ROWS = ("inputbias", "recurrentbias")
SIGNS: dict[type[ast.operator], str] = {ast.Add: "+", ast.Sub: "-", ast.Mult: r"\odot"}


def lines(record: Equations) -> Iterator[tuple[str, str]]:
    """For each equation its left and its right side."""
    writer = _Writer(record)
    for equation in record.equations:
        right = writer.write(ast.parse(equation.expression, mode="eval").body)
        writer.computed.append(equation.target)
        yield writer.name(equation.target), right


def left_sides(record: Equations) -> Iterator[tuple[str, str]]:
    """For each equation its target and its left side."""
    return zip((equation.target for equation in record.equations), (left for left, _ in lines(record)), strict=True)


class _Writer:
    """Knows what is computed so far: ``c`` is the last cell state before its equation and the new one after."""

    def __init__(self, record: Equations) -> None:
        self.computed: list[str] = []
        candidate = next((step.expression for step in record.equations if step.target == "candidate"), "")
        self.letter = next((gate for gate in record.gates if f".{gate}" in candidate), "")

    def name(self, name: str) -> str:
        if name in ARRAYS:
            return "\\" + ARRAYS[name]
        if name not in self.computed and name in LAST_STEP:
            return LAST_STEP[name]
        if name in THIS_STEP:
            return THIS_STEP[name]
        if name == "candidate":
            return rf"\attime{{\tilde{{{self.letter}}}}}"
        return rf"\attime{{{name}}}"

    def write(self, node: ast.expr) -> str:
        match node:
            case ast.Name(id=name):
                return self.name(name)
            case ast.Constant(value=value):
                return str(value)
            case ast.Attribute(value=ast.Name(id=array), attr=gate):
                return rf"\{ARRAYS[array]}of{{{gate}}}"
            case ast.Attribute(value=ast.Subscript(slice=ast.Constant(value=row)), attr=gate):
                return rf"\{ROWS[row]}of{{{gate}}}"  # type: ignore[index]  # a row is a number
            case ast.Call(func=ast.Name(id="conv"), args=[vector, array]):
                return f"{self.write(array)} * {self.write(vector)}"
            case ast.Call(func=ast.Name(id=function), args=[argument]):
                return rf"{FUNCTION_TEX[function]}\left({self.write(argument)}\right)"
            case ast.BinOp(left=vector, op=ast.MatMult(), right=array):
                return rf"\apply{{{self._factor(array)}}}{{{self._factor(vector)}}}"
            case ast.BinOp(left=left, op=ast.Mult(), right=right):
                return rf"{self._factor(left)} \odot {self._factor(right)}"
            case ast.BinOp(left=left, op=op, right=right) if type(op) in SIGNS:
                return f"{self.write(left)} {SIGNS[type(op)]} {self.write(right)}"
        raise ValueError(f"equation: {ast.unparse(node)!r} can't be written as a formula")

    def _factor(self, node: ast.expr) -> str:
        """A factor in brackets where it is a sum or, in front of a matrix, a product."""
        written = self.write(node)
        return rf"\left({written}\right)" if isinstance(node, ast.BinOp) else written
