"""What a recurrent module of PyTorch reads after a convolution: channels come last, and another axis is its steps."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from rnnformula.explaining.neighbours import Inputs
from rnnformula.facts.frameworks import torch_module
from rnnformula.facts.kinds import keeps_state
from rnnformula.language.phrases import Quote, label

if TYPE_CHECKING:
    from rnnformula.reading.inputs import Shape
    from rnnformula.summaries.pasted import PastedRow


def with_moved_axes(inputs: Inputs, row: PastedRow) -> Inputs:
    """The inputs of a row, in the order that its output shows where that is not the order of what comes before it."""
    family = torch_module(row.type)
    if row.reads or family is None or not keeps_state(family) or not inputs.shapes or not row.shapes:
        return inputs
    before = inputs.shapes[0]
    moved = [
        Inputs((shape,), label("why_moved", before=Quote(str(before)), shape=Quote(str(shape))), inputs.certain)
        for shape in orders(before, row.shapes[0])
    ]
    return replace(moved[0], others=(*moved[1:], *inputs.others)) if moved else inputs


def orders(before: Shape, put_out: Shape) -> list[Shape]:
    """What is read of an output of channels and one or two axes of space, so that the steps are those put out.

    >>> orders((16, 32, 50), (16, 50, 20)), orders((8, 64, 4, 16), (8, 16, 16)), orders((16, 50, 32), (16, 50, 20))
    ([(16, 50, 32)], [(8, 16, 256)], [])
    """
    if len(put_out) != 3 or len(before) not in (3, 4) or None in before[1:] or before[:2] == put_out[:2]:
        return []
    batch, channels, *space = before
    shapes: list[Shape] = []
    for place, steps in reversed([*enumerate(space)]):
        width = channels or 1
        for other, length in enumerate(space):
            width *= (length or 1) if other != place else 1
        if put_out[:2] in ((batch, steps), (steps, batch)):
            shapes.append((*put_out[:2], width))
    return [*dict.fromkeys(shapes)]
