"""The output of a layer that reads several inputs, by the word that its family has for it.

>>> from rnnformula.reading.layers import read_layer
>>> output_of_several(read_layer("Concatenate()"), [(None, 50, 3), (None, 50, 4)])
(None, 50, 7)
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.errors import InputError, shown
from rnnformula.facts import scalars
from rnnformula.reading.sizes import read_size

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rnnformula.reading.inputs import Shape
    from rnnformula.reading.layers import Layer


def output_of_several(layer: Layer, shapes: Sequence[Shape]) -> Shape:
    """The shape of what a layer makes of several inputs, each batch first.

    Raises:
        InputError: it reads one input, or these shapes don't go together.
    """
    family = layer.family
    if not family.several:
        raise InputError(f"{layer}: it reads one input, got {len(shapes)}")
    if len(shapes) < 2:
        raise InputError(f"{layer}: it reads several inputs, got {len(shapes)}")
    return _SEVERAL[family.several](layer, list(shapes))


def _broadcast(layer: Layer, shapes: list[Shape]) -> Shape:
    """Number by number; an axis of length 1 is repeated."""
    merged: Shape = shapes[0][1:]
    for shape in shapes[1:]:
        long, short = sorted((merged, shape[1:]), key=len, reverse=True)
        lengths = list(long[: len(long) - len(short)])
        for first, second in zip(long[len(lengths) :], short, strict=True):
            if None not in (first, second) and 1 not in (first, second) and first != second:
                raise _mismatch(layer, shapes)
            lengths.append(None if None in (first, second) else second if first == 1 else first)
        merged = tuple(lengths)
    batches = {shape[0] for shape in shapes} - {None}
    return (batches.pop() if len(batches) == 1 else None, *merged)


def _joined(layer: Layer, shapes: list[Shape]) -> Shape:
    """One behind the other along an axis."""
    axis = layer.arguments.get("axis", -1)
    first = shapes[0]
    if isinstance(axis, bool) or not isinstance(axis, int) or not -len(first) <= axis < len(first):
        raise InputError(f"{layer.family.name}: axis {shown(axis)} is none of the inputs', got {first}")
    place = axis % len(first)
    others = [[length for length in axis if length is not None] for axis in zip(*shapes, strict=False)]
    if any(len(shape) != len(first) for shape in shapes) or any(
        len(set(lengths)) > 1 for other, lengths in enumerate(others) if other != place
    ):
        raise _mismatch(layer, shapes)
    along = [shape[place] for shape in shapes]
    known = [length for length in along if length is not None]
    return (*first[:place], sum(known) if len(known) == len(along) else None, *first[place + 1 :])


def _dotted(layer: Layer, shapes: list[Shape]) -> Shape:
    """Products along an axis of each of two inputs, added up."""
    axes = layer.arguments.get("axes")
    pair = axes if isinstance(axes, (list, tuple)) else (axes, axes)
    if len(shapes) != 2 or len(pair) != 2 or any(isinstance(axis, bool) or not isinstance(axis, int) for axis in pair):
        raise InputError(f"{layer.family.name}: expected two inputs and an axis of each, got axes={shown(axes)}")
    rest: list[Shape] = []
    for axis, shape in zip(pair, shapes, strict=True):
        place = axis % len(shape) if -len(shape) <= axis < len(shape) else 0
        if not place:
            raise InputError(f"{layer.family.name}: axis {axis} is none of the input's, got {shape}")
        rest.append((*shape[:place], *shape[place + 1 :]))
    output = (*rest[0], *rest[1][1:])
    return output if len(output) > 1 else (*output, 1)


def _attended(layer: Layer, shapes: list[Shape]) -> Shape:
    """A mean of values for each step of the query."""
    return (*shapes[0][:-1], shapes[1][-1])


def _projected(layer: Layer, shapes: list[Shape]) -> Shape:
    """As many numbers for each step of the query as it has, or as are asked for."""
    given = layer.arguments.get("output_shape")
    if given is None:
        return shapes[0]
    width = read_size(layer.family, "output_shape", given)
    return (*shapes[0][:-1], *(width if isinstance(width, tuple) else (width,)))


def _crossed(layer: Layer, shapes: list[Shape]) -> Shape:
    """A category for each pair of categories."""
    if layer.arguments.get("output_mode", "int") == "int":
        return shapes[0]
    depth = scalars(read_size(layer.family, "num_bins", layer.arguments.get("num_bins")))
    kept = shapes[0][:-1] if shapes[0][-1] == 1 else shapes[0]
    return (*kept, depth)


def _mismatch(layer: Layer, shapes: list[Shape]) -> InputError:
    return InputError(f"{layer}: the inputs do not fit together, got {', '.join(map(str, shapes))}")


#: A word of `Family.several` -> what makes the shape.
_SEVERAL: dict[str, Callable[[Layer, list[Shape]], Shape]] = {
    "broadcast": _broadcast,
    "joined": _joined,
    "dotted": _dotted,
    "attended": _attended,
    "projected": _projected,
    "crossed": _crossed,
}
