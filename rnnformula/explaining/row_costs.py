"""What the likeliest reading of each row takes forward, where the table tells how many time steps there are or not."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from rnnformula.costing.forward_costs import forward_cost
from rnnformula.counting.solving import leaves
from rnnformula.errors import InputError
from rnnformula.explaining.candidates import family_of
from rnnformula.explaining.explained import DIFFERS, EXPLAINED, NO_PARAMETERS
from rnnformula.explaining.neighbours import INPUTS
from rnnformula.explaining.untold import MODELS
from rnnformula.facts.composition import CELL
from rnnformula.facts.families import WEIGHTLESS_KINDS
from rnnformula.facts.frameworks import WITHOUT_ARRAYS, torch_module
from rnnformula.facts.kinds import keeps_state
from rnnformula.reading.inputs import axes_of
from rnnformula.reading.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.costing.forward_costs import ForwardCost
    from rnnformula.explaining.explained import ExplainedRow, ExplainedTotal, Reading
    from rnnformula.explaining.neighbours import Neighbours
    from rnnformula.reading.inputs import Shape
    from rnnformula.summaries.pasted import PastedRow, PastedTable

#: torchsummary runs a model on two samples and takes the first axis for them, whichever it is.
SAMPLES_OF_TORCHSUMMARY = 2
#: Layers without weights that multiply nothing by anything that was computed, so that no product is missed.
WITHOUT_PRODUCTS = frozenset(
    {
        family.name
        for kind in ("shape", "pooling", "merging", "activation", "regularization")
        for family in WEIGHTLESS_KINDS[kind]
    }
    - {"Dot"}
    | {"Identity", "Masking", *INPUTS}
    | {"NotEqual", "Any"}  # what Keras makes a mask with
)
#: Modules of PyTorch without parameters that do.
WITH_PRODUCTS = frozenset({"CosineSimilarity", "CosineEmbeddingLoss"})


def with_forward_costs(table: PastedTable, rows: Sequence[ExplainedRow], neighbours: Neighbours) -> list[ExplainedRow]:
    """Each row with what its likeliest reading takes forward, None where that is not known.

    A row that is called several times for one sample has none, and Flax prints cells as layers that each step calls.
    """
    batch = None if table.of_keras else _batch_size(table)
    again = [row for row in table.rows if row.recursive]
    costed = []
    for place, (pasted, row) in enumerate(zip(table.rows, rows, strict=True)):
        cost = None
        may_be_again = any(_may_be(pasted, other) for other in again)
        if row.readings and table.printer != "flax" and not may_be_again and _is_called_once(place, neighbours):
            cost = row.forward or _of_row(place, pasted, row.readings[0], neighbours, batch)
        costed.append(replace(row, forward=cost))
    return costed


def of_all_rows(
    table: PastedTable, rows: Sequence[ExplainedRow], neighbours: Neighbours, totals: Sequence[ExplainedTotal]
) -> int | None:
    """The multiply-accumulates of all rows together; None where one is not known or not certain, or one row has all."""
    if any(total.verdict == DIFFERS for total in totals):
        return None
    costs: list[int] = []
    for place, (pasted, row) in enumerate(zip(table.rows, rows, strict=True)):
        inside = neighbours.inside(place)
        if inside and not row.readings and row.verdict in (EXPLAINED, NO_PARAMETERS):
            continue
        if row.verdict == NO_PARAMETERS and not pasted.unbuilt and not pasted.recursive:
            if not has_no_products(row.type, torch=not table.of_keras):
                return None
        elif (cost := certain_cost(row)) is not None and pasted.shapes:
            costs.append(cost)
        else:
            return None
    return sum(costs) if sum(map(bool, costs)) > 1 else None


def certain_cost(row: ExplainedRow) -> int | None:
    """The multiply-accumulates of a row that has one reading; None where they are not known."""
    if row.verdict != EXPLAINED or len(row.readings) != 1 or row.forward is None:
        return None
    return row.forward.multiply_accumulates


def has_no_products(name: str, *, torch: bool) -> bool:
    """Whether a layer of a class, which has no parameters, has no multiply-accumulates."""
    if torch:
        module = torch_module(name)
        return module is not None and module.name in WITHOUT_ARRAYS and name not in WITH_PRODUCTS
    family = family_of(name)
    return name in INPUTS or (family is not None and family.name in WITHOUT_PRODUCTS)


def cost_of_input(layer: Layer, shape: Shape) -> ForwardCost | None:
    """What a layer takes forward that reads such an input; None where that is not known."""
    try:
        return forward_cost(layer, shape)
    except InputError:
        return None


def cost_of_reading(reading: Reading, read: Shape = (), put_out: Shape = ()) -> ForwardCost | None:
    """What a reading takes forward, from what is known of the shapes of its input and output, batch first."""
    shape = _input(reading.written, reading.reads, read, put_out)
    return None if shape is None else cost_of_input(_keeping_places(reading.written), shape)


def _of_row(
    place: int, pasted: PastedRow, reading: Reading, neighbours: Neighbours, batch: int | None
) -> ForwardCost | None:
    inputs = neighbours.inputs(place)
    is_sure = bool(inputs.shapes) and inputs.certain and not inputs.others
    read, put_out = (inputs.shapes[0] if is_sure else ()), (pasted.shapes[0] if pasted.shapes else ())
    if reading.framework == "torch":
        read, put_out = _of_sample(read, batch), _of_sample(put_out, batch)
    return cost_of_reading(reading, read, put_out)


# How often a row is called


def _is_called_once(place: int, neighbours: Neighbours) -> bool:
    """Whether a row is called once for each sample, as far as the table shows it."""
    if neighbours.rows[place].repeats > 1 or _is_called_again(place, neighbours):
        return False
    outer = neighbours.parent[place]
    while outer is not None:
        row = neighbours.rows[outer]
        if row.repeats > 1 or _is_called_again(outer, neighbours):
            return False
        if family_of(row.type) and row.type not in MODELS:  # it calls a model at each time step
            return False
        outer = neighbours.parent[outer]
    return True


def _is_called_again(place: int, neighbours: Neighbours) -> bool:
    """Whether a row reads several inputs that are not an input and what has no time axis or features beside it.

    That are states and masks.
    """
    sources = neighbours.rows[place].sources or ()
    if len(sources) < 2:
        return False
    first, *others = neighbours.inputs(place).shapes or ((),)
    return len(others) + 1 != len(sources) or any(len(shape) != len(first) - 1 for shape in others)


def _may_be(row: PastedRow, again: PastedRow) -> bool:
    """Whether a row may be the one that is printed again where it is called again."""
    if row.type != again.type or not row.shapes or not again.shapes:
        return row.type == again.type
    return row.shapes[0][-1:] == again.shapes[0][-1:]


# Which axis is that of the samples in a table of PyTorch


def _batch_size(table: PastedTable) -> int | None:
    """How many samples a model of PyTorch was run on: the one number that the first axes of all rows share."""
    possible: set[int | None] | None = None
    for row in table.rows:
        if not row.shapes or not row.shapes[0]:
            continue
        shape = row.shapes[0]
        module = torch_module(row.type)
        if len(shape) == 2 and module and keeps_state(module) and not module.cell:
            return None  # the steps of one sample, without an axis for samples
        first = {*shape[:2]} if len(shape) == 3 else {shape[0]}
        if module and keeps_state(module) and [*map(len, row.shapes[:2])] == [3, 3]:
            first &= {row.shapes[1][1]}  # of a state the first axis is that of the layers
        possible = first if possible is None else possible & first
    return next(iter(possible)) if possible and len(possible) == 1 else None


def _of_sample(shape: Shape, batch: int | None) -> Shape:
    """A shape with the axis of the samples first; where it may be the first or the second, the steps are open."""
    if len(shape) < 2:
        return ()
    steps_open = (None, None, *shape[2:]) if len(shape) > 2 else ()
    if shape[0] is None:
        return shape if len(shape) != 3 or shape[1] != SAMPLES_OF_TORCHSUMMARY else steps_open
    if batch is None:
        return shape if len(shape) == 3 and shape[0] == shape[1] else steps_open
    if shape[0] == batch:
        return steps_open if len(shape) == 3 and shape[1] == batch and shape[0] != shape[1] else (None, *shape[1:])
    return (None, shape[0], shape[2]) if len(shape) == 3 and shape[1] == batch else steps_open


# What a layer reads


def _input(layer: Layer, width: int | None, read: Shape, put_out: Shape) -> Shape | None:
    """An input of a layer as far as its cost goes, from what the table says of its input and output; None if it can't.

    A convolution reads as many places as it puts out, as `_keeping_places` makes it.
    """
    composition = layer.family.composition
    if composition and (composition.is_chain or composition.around or not layer.inside):
        return None
    if composition and composition.each_step and composition.part != CELL:
        inner = _input(layer.inside[0], width, _each_step(read), _each_step(put_out))
        return None if inner is None else (None, _known_axis(put_out, read), *inner[1:])
    leaf = next(leaves(layer))
    if "space" in leaf.family.input:
        return _over_space(leaf, width, read, put_out)
    if width is None and "..." not in leaf.family.input:
        return None
    if layer.family.cell:
        return (None, width)
    if keeps_state(layer.family):
        wide = read if len(read) == 3 and read[2] in (None, width) else ()
        return (None, _known_axis(put_out if len(put_out) == 3 else (), wide), width)
    if not put_out and (len(read) < 2 or read[-1] != width):
        return None
    outer = (put_out or read)[1:-1]
    return (None, *outer) if leaf.family.input == ("...",) else (None, *outer, width)


def _each_step(shape: Shape) -> Shape:
    return (shape[0], *shape[2:]) if len(shape) > 2 else ()


def _known_axis(*shapes: Shape) -> int | None:
    """The length of the first axis after the batch in the first of some shapes that has it."""
    return next((shape[1] for shape in shapes if len(shape) > 1 and shape[1] is not None), None)


def _over_space(leaf: Layer, width: int | None, read: Shape, put_out: Shape) -> Shape | None:
    """An input of a convolution that has the places of its output."""
    axes = axes_of(leaf)
    over_time = axes[0] == "time"
    if len(put_out) == len(axes) + 1:
        lengths = [*put_out[1:]]
    elif over_time and len(put_out) == len(axes):
        lengths = [None, *put_out[1:]]
    else:
        return None
    if over_time:
        lengths[0] = _known_axis((None, lengths[0]), read if len(read) == len(axes) + 1 else ())
    if width is None or "channels" not in axes:
        return None
    lengths[axes.index("channels")] = width * leaf.arguments.get("groups", 1)
    return (None, *lengths)


def _keeping_places(layer: Layer) -> Layer:
    """The layer, and those inside it, with as many places of space put out as read."""
    given = layer.arguments
    changed: dict[str, Any] = {
        name: _keeping_places(inner) for name, inner in given.items() if isinstance(inner, Layer)
    }
    if "space" in layer.family.input and "strides" in layer.family.arguments:
        changed |= {"padding": "same", "strides": 1, "dilation_rate": 1}
    return Layer(layer.family, given | changed) if changed else layer
