"""What the equation of an EinsumDense says of its kernel, its bias and its output.

>>> from rnnformula.reading.layers import read_layer
>>> read_equation(read_layer("EinsumDense('abc,cd->abd', (None, 64), bias_axes='d')"), (None, 10, 32))
Einsum(kernel=(32, 64), bias=(64,), output=(None, None, 64))
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

from rnnformula.errors import InputError, shown
from rnnformula.reading.sizes import is_whole

if TYPE_CHECKING:
    from rnnformula.reading.layers import Layer

#: An equation: the axes of the input, of the kernel, of the output; dots stand for any number of axes.
_EQUATION = re.compile(r"(\.\.\.)?([a-zA-Z]+)(\.\.\.)?,([a-zA-Z]+)->(\.\.\.)?([a-zA-Z]+)(\.\.\.)?")


class Einsum(NamedTuple):
    """The shapes that an equation makes of an input; ``bias`` is None where there is none."""

    kernel: tuple[int | None, ...]
    bias: tuple[int | None, ...] | None
    output: tuple[int | None, ...]


def read_equation(layer: Layer, shape: tuple[int | None, ...]) -> Einsum:
    """The shapes of the kernel, of the bias and of the output, batch first.

    Raises:
        InputError: the equation is none, or does not fit the input or the output.
    """
    name = layer.family.name
    equation = layer.arguments.get("equation")
    parts = _EQUATION.fullmatch(equation.replace(" ", "")) if isinstance(equation, str) else None
    dots = [bool(part) for part in parts.group(1, 3, 5, 7)] if parts else []
    if not parts or dots[:2] != dots[2:] or all(dots[:2]):
        raise InputError(f"{name}: equation must be such as 'abc,cd->abd' or '...c,cd->...d', got {shown(equation)}")
    read, kernel, put_out = parts.group(2, 4, 6)
    left, right = dots[:2]
    more = len(shape) - len(read)
    if more < 0 or (more and not left and not right):
        raise InputError(f"{name}: the equation {equation!r} does not fit an input of {len(shape)} axes, got {shape}")
    output = _output(layer, shape, more, left=left)
    first = more if left else 0
    if len(output) != len(put_out) + more:
        raise InputError(f"{name}: output_shape {shown(layer.arguments.get('output_shape'))} does not fit {equation!r}")
    reads = dict(zip(read, shape[first:], strict=False))
    puts_out = dict(zip(put_out, output[first:], strict=False))
    for letter in read:
        if puts_out.get(letter) not in (None, reads[letter]):
            raise InputError(f"{name}: the axis {letter} of {equation!r} is {reads[letter]} and {puts_out[letter]}")
    if unknown := [letter for letter in kernel if letter not in reads and letter not in puts_out]:
        raise InputError(f"{name}: the axis {unknown[0]} of {equation!r} is neither read nor put out")
    if unknown := [letter for letter in put_out if letter not in read and letter not in kernel]:
        raise InputError(f"{name}: the axis {unknown[0]} of {equation!r} comes from nowhere")
    return Einsum(
        tuple(puts_out[letter] if letter in puts_out else reads[letter] for letter in kernel),
        _bias(layer, put_out, puts_out, right=more if right else 0),
        tuple(output),
    )


def _output(layer: Layer, shape: tuple[int | None, ...], more: int, *, left: bool) -> list[int | None]:
    """The output: what ``output_shape`` says, with the axes that dots stand for."""
    given = layer.arguments.get("output_shape")
    axes = list(given) if isinstance(given, (list, tuple)) else [given]
    if "output_shape" not in layer.arguments or not all(axis is None or is_whole(axis) for axis in axes):
        raise InputError(
            f"{layer.family.name}: output_shape must be positive integers or None, such as (None, 64), "
            f"got {shown(given)}"
        )
    if left:
        return [shape[0], *shape[1:more], *axes]
    return [shape[0], *axes, *(shape[len(shape) - more :] if more else ())]


def _bias(layer: Layer, put_out: str, lengths: dict[str, int | None], *, right: int) -> tuple[int | None, ...] | None:
    """The axes of the bias: those that it names, and 1 for each other one behind the first of them."""
    named = layer.arguments.get("bias_axes")
    if named is None:
        return None
    if not isinstance(named, str) or not named or not set(named) <= set(put_out):
        raise InputError(
            f"{layer.family.name}: bias_axes must be letters of the output {put_out!r}, got {shown(named)}"
        )
    first = min(map(put_out.index, named))
    return (*(lengths[letter] if letter in named else 1 for letter in put_out[first:]), *[1] * right)
