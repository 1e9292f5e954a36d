"""How many axes a layer may read and put out: what tells apart the layers that a printed shape can be of."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.solving import leaves
from rnnformula.facts import SIZES
from rnnformula.facts.composition import CELL
from rnnformula.reading.inputs import read_sizes

if TYPE_CHECKING:
    from rnnformula.reading.layers import Layer

#: Axes of an output that are one each; all other words stand for what takes a rule of its own.
AXIS_WORDS = {*SIZES.values(), "steps", "space"}


def may_have_axes(layer: Layer, read: int, put_out: int) -> bool:
    """Whether a layer may read and put out shapes of so many axes, batch included; 0 where that is not known."""
    if "space" in layer.family.input and "time" not in layer.family.input:
        # A convolution also runs over more axes before those of space.
        first = 1 + len(layer.family.input)
        return (
            (not read or read >= first)
            and (not put_out or put_out >= first)
            and (read == put_out or not (read and put_out))
        )
    possible = _put_out(layer, read)
    return possible is None or (put_out in possible if put_out else bool(possible))


def _put_out(layer: Layer, read: int) -> set[int] | None:
    """The numbers of axes that a layer may put out, all of them if None; none where it can't read so many."""
    composition = layer.family.composition
    if composition is None:
        return _of_leaf(layer, read)
    if not layer.inside or composition.is_chain:
        return None
    if composition.each_step and composition.part == CELL:
        return {2, 3} if read in (0, 3) else set()
    if composition.each_step:
        if read and read < 3:
            return set()
        inner = _put_out(layer.inside[0], read - 1 if read else 0)
        return inner if inner is None else {axes + 1 for axes in inner}
    return _put_out(layer.inside[0], read)


def _of_leaf(layer: Layer, read: int) -> set[int] | None:
    family = layer.family
    if not family.output:
        return None
    open_axes = "..." in family.input
    named = 1 + len(family.input) - open_axes
    if read and (read < named if open_axes else read != named):
        return set()
    if not {*family.output} <= {*AXIS_WORDS, "..."}:
        return {read} if family.output == ("same",) and read else None
    if "..." in family.output and not (open_axes and read):
        return None
    axes = 1 + len(family.output) + (read - named - 1 if "..." in family.output else 0)
    if "space" in family.output:  # which stands for all axes of space of the input
        axes += family.input.count("space") - family.output.count("space")
    return {axes, axes - 1} if family.recurrent else {axes}


def puts_out_vectors(layer: Layer) -> bool:
    """Whether each step of a layer's output has one axis of its own units, and no axes of space."""
    leaf = next(leaves(layer))
    return "space" not in leaf.family.input and leaf.family.output != ("same",) and bool(read_sizes(layer))
