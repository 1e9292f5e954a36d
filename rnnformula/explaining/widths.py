"""How wide a layer's input and output are at each place: what ties one row to the next."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.solving import leaves
from rnnformula.facts.composition import CELL
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import torch_module
from rnnformula.reading.layers import Layer

if TYPE_CHECKING:
    from rnnformula.explaining.explained import Reading
    from rnnformula.reading.inputs import Shape

#: Outputs whose last axis is that of the input, as families call them.
AS_WIDE = (("same",), ("pooled",))
#: Sizes that say how wide an output is, where the family does not name its last axis.
OWN_WIDTHS = ("units", "out_features", "out_channels", "embedding_dim")


def width_read(reading: Reading) -> int | None:
    """How many numbers the layer reads at a place, None where it reads none or along several axes."""
    return reading.reads


def width_put_out(reading: Reading) -> int | None:
    """How many numbers the layer puts out at a place, None where that is not known."""
    return _width(reading.written, width_read(reading))


def _width(layer: Layer, read: int | None) -> int | None:
    composition, given = layer.family.composition, layer.arguments
    if composition is None:
        if layer.family.output == ("same",):
            return read
        names = ("proj_size", *layer.family.output[-1:], *OWN_WIDTHS)
        width = next((given[name] for name in names if given.get(name)), None)
        return (2 if given.get("bidirectional") else 1) * width if isinstance(width, int) else None
    if not layer.inside or composition.is_chain:
        return None
    if composition.both_ways:
        first, last = (_width(inner, read) for inner in (layer.inside[0], layer.inside[-1]))
        return first + last if first and last and given.get("merge_mode", "concat") == "concat" else first
    return _width(layer.inside[-1 if composition.part == CELL else 0], read)


def tells_width(shapes: tuple[Shape, ...]) -> bool:
    """Whether the shapes of an input say how many numbers are read at a place."""
    return bool(shapes) and len(shapes[0]) > 1 and shapes[0][-1] is not None


def differs_inside(layer: Layer) -> bool:
    """Whether the layers inside a layer differ, but for the direction in which they go."""
    ways = [Layer(leaf.family, leaf.arguments | {"go_backwards": False}) for leaf in leaves(layer)]
    return any(way != ways[0] for way in ways)


def keeps_width(name: str) -> bool:
    """Whether a layer without parameters, by its printed class, puts out as many numbers at a place as it reads."""
    family = FAMILIES.get(name) or torch_module(name)
    return family is not None and not family.arrays and family.output in AS_WIDE
