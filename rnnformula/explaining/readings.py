"""A row's class, shapes and number -> all readings that fit, the likeliest first."""

from __future__ import annotations

from functools import lru_cache
from itertools import islice
from math import prod
from typing import TYPE_CHECKING, Any

from rnnformula.counting.shapes import outputs
from rnnformula.counting.solving import count_for, divisors, leaves, width_for
from rnnformula.counting.tally import tally_of
from rnnformula.errors import InputError
from rnnformula.explaining.candidates import Candidate, candidates
from rnnformula.explaining.effort import MODULE
from rnnformula.explaining.explained import Reading
from rnnformula.explaining.pairs import direction_pairs, stacks
from rnnformula.explaining.places import PLACES
from rnnformula.explaining.pytorch import module_layers
from rnnformula.facts.composition import CELL, LAYER
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import torch_module
from rnnformula.facts.module import Module
from rnnformula.reading.inputs import input_for, read_sizes
from rnnformula.reading.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rnnformula.counting.tally import Tally
    from rnnformula.explaining.effort import Effort
    from rnnformula.reading.inputs import Shape

#: More readings than this nobody reads.
MOST_READINGS = 60
#: Places along an axis that nothing is said about: enough for any window.
LONG_AXIS = 4096
#: What a search through pairs of layers costs, in layers.
COST_OF_PAIRS = 20
#: Windows that a convolution is tried with when nothing says them, the likeliest first.
WINDOWS = (3, 5, 7, 2, 1, 4, 9, 11, 6, 8, 10)


def readings(
    name: str,
    shapes: tuple[Shape, ...],
    count: int,
    inputs: tuple[Shape, ...] = (),
    *,
    torch: bool = False,
    effort: Effort | None = None,
) -> list[Reading]:
    """All readings of a printed class, the shapes of its outputs, its number, and the shapes that it reads.

    Args:
        name: the class as printed, such as ``LSTM``.
        shapes: its outputs, batch first; () if unknown.
        count: the printed number of parameters.
        inputs: what it reads, batch first; () if unknown.
        torch: whether the class is one of PyTorch.
        effort: what the search is taken off.
    """
    fitting, tried = _readings(name, shapes, count, inputs, torch)
    if effort:
        effort.spend(tried * (MODULE if torch else 1), [reading.tally for reading in fitting])
    return list(fitting)


@lru_cache(maxsize=4096)
def _readings(
    name: str, shapes: tuple[Shape, ...], count: int, inputs: tuple[Shape, ...], torch: bool
) -> tuple[tuple[Reading, ...], int]:
    """The readings, and how many layers were tried."""
    shape, read = (shapes[0] if shapes else ()), (inputs[0] if inputs else ())
    module = torch_module(name) if torch else None
    if isinstance(module, Module):
        layers = module_layers(module, count, shape, inputs)
        modules, tried = _fitting(map(Candidate, islice(layers, MOST_READINGS)), name, shape, count, inputs, torch)
        return tuple(modules), tried
    fitting, tried = _fitting(candidates(name, shapes, torch=torch), name, shape, count, inputs, torch)
    more: Iterable[Candidate] = ()
    family = None if torch else FAMILIES.get(name)
    if family and family.composition and len(read) > 2 and read[-1]:
        if family.composition.each_step and family.composition.part == CELL:
            more = stacks(family, shape, read[-1], count)
        elif family.composition.both_ways and not fitting and len(shapes) == 1:
            more = direction_pairs(family, shape, read[-1], count)
    others, also = _fitting(more, name, shape, count, inputs, torch)
    return tuple((fitting + others)[:MOST_READINGS]), tried + also + (COST_OF_PAIRS if more else 0)


def _fitting(
    possible: Iterable[Candidate], name: str, shape: Shape, count: int, inputs: tuple[Shape, ...], torch: bool
) -> tuple[list[Reading], int]:
    fitting: list[Reading] = []
    tried = 0
    for candidate in possible:
        tried += 1
        if not _takes(candidate.layer, shape, inputs[0] if inputs else ()):
            continue
        for layer, read in _completed(candidate, shape, count, inputs):
            tried += 1
            try:
                tally = tally_of(layer, _read_shape(layer, read, shape, candidate), {} if layer.inside else read)
            except InputError:
                continue
            if tally.count == count:
                fitting.append(make_reading(layer, tally, name, torch=torch))
            if len(fitting) >= MOST_READINGS:
                return fitting, tried
    return fitting, tried


def _takes(layer: Layer, shape: Shape, read: Shape) -> bool:
    """Whether the layer in a `TimeDistributed` fits one step of the input; of the output, if the input is not known.

    So too for the two convolutions of a `Bidirectional`, of which the input tells the rank.
    """
    axes = next(leaves(layer)).family.input
    composition = layer.family.composition
    if composition and composition.both_ways and "space" in axes:
        return len(axes) == len(read) - 1 if read else True
    if not composition or composition.part != LAYER:
        return True
    if "..." in axes:
        return True
    return len(axes) == len(read) - 2 if read else len(axes) <= len(shape) - 1


def make_reading(layer: Layer, tally: Tally, name: str, *, torch: bool) -> Reading:
    """A layer with its arrays as a reading of a printed class."""
    framework = "torch" if torch else "keras"
    link = PLACES.get(layer.family.name, "")
    return Reading(layer, tally, framework=framework, printed=name if torch else "", link=link)


def _read_shape(layer: Layer, read: dict[str, Any], shape: Shape, candidate: Candidate) -> Shape:
    """The input that has these sizes; what a convolution inside keeps a state for must be known, and does not count."""
    if candidate.read:
        return shape
    shape = input_for(layer, read)
    if layer.inside and "space" in next(leaves(layer)).family.input:
        return (shape[0], *(LONG_AXIS if axis is None else axis for axis in shape[1:]))
    return shape


def _completed(
    candidate: Candidate, shape: Shape, count: int, inputs: tuple[Shape, ...]
) -> Iterator[tuple[Layer, dict[str, Any]]]:
    """The candidate with all sizes of its constructor, and the sizes that it reads."""
    layer = candidate.layer
    read = inputs[0] if inputs else ()
    if candidate.read:
        if read and not _agree(read, shape):  # a normalization puts out what it reads
            return
        features = candidate.read[0][1]
        if count % (prod(features) if isinstance(features, tuple) else features) == 0:
            yield layer, dict(candidate.read)
    elif "kernel_size" in candidate.open:
        yield from _windows(layer, shape, count, read)
    elif candidate.open == ("input_dim",):
        width = _size(layer, "output_dim")
        if width and count % width == 0:
            yield _with(layer, "input_dim", count // width), {}
    elif "num_heads" in candidate.open:
        yield from _heads(layer, shape, count, inputs)
    elif "units" in candidate.open or "output_dim" in candidate.open:
        yield from _without_shape(candidate, count, read)
    else:
        yield from _of_width(layer, count, _width(layer, read))


def _of_width(layer: Layer, count: int, width: int | None) -> Iterator[tuple[Layer, dict[str, Any]]]:
    """The layer with the size that it reads, the only one that was open."""
    leaf = next(leaves(layer))
    name = "channels" if "channels" in leaf.family.all_sizes else "features"
    if name not in leaf.family.all_sizes:
        yield layer, {}
        return
    fits = width_for(layer, count) if width is None else width
    if not fits or (width is not None and count_for(layer, width) != count):
        return
    if read_sizes(layer):
        yield layer, {name: fits}
    else:
        yield Layer(layer.family, layer.arguments | {name: fits}), {}


def _width(layer: Layer, read: Shape) -> int | None:
    """How many numbers a layer reads at a place, None where the input does not say it."""
    leaf = next(leaves(layer))
    if len(read) < 2:
        return None
    rank = leaf.family.input.count("space")
    if leaf.arguments.get("data_format") == "channels_first" and len(read) > rank + 1:
        return read[-1 - rank]
    return read[-1]


def _size(layer: Layer, name: str) -> int | None:
    return next(leaves(layer)).arguments.get(name)


def _with(layer: Layer, name: str, value: Any) -> Layer:
    """The layer with one more argument; a layer made of layers passes it to the first one inside."""
    if not layer.family.composition:
        return Layer(layer.family, layer.arguments | {name: value})
    first = layer.family.inside[0]
    return Layer(layer.family, layer.arguments | {first: _with(layer.arguments[first], name, value)})


def _windows(layer: Layer, shape: Shape, count: int, read: Shape) -> Iterator[tuple[Layer, dict[str, Any]]]:
    """A convolution: the window is open, and what it reads may be."""
    leaf = next(leaves(layer))
    filters = leaf.arguments.get("filters")
    if not filters:
        return
    rank = leaf.family.input.count("space")
    channels = _width(layer, read)
    possible: list[tuple[Layer, dict[str, Any]]] = []
    if channels:
        of_one, of_two = (count_for(_with(layer, "kernel_size", number), channels) for number in _ones(rank))
        area, rest = divmod(count - 2 * of_one + of_two, of_two - of_one)
        kernels = _kernels(area, rank) if not rest else []
        possible = [(_with_window(layer, kernel), {"channels": channels}) for kernel in kernels]
        fitting = [(convolution, sizes) for convolution, sizes in possible if _passes(convolution, read, shape)]
        yield from fitting or possible
        return
    for window in WINDOWS:
        convolution = _with_window(layer, (window,) * rank)
        if fits := width_for(convolution, count):
            possible.append((convolution, {"channels": fits}))
    yield from sorted(possible, key=lambda pair: _plainness(pair[1]["channels"]))


def _with_window(layer: Layer, kernel: tuple[int, ...]) -> Layer:
    """The convolution with a window, one number where its sides are equal, as Keras takes it."""
    return _with(layer, "kernel_size", kernel[0] if len(set(kernel)) == 1 else kernel)


def _ones(rank: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The windows that cover one place and two places."""
    return (1,) * rank, (2,) + (1,) * (rank - 1)


def _plainness(channels: int) -> int:
    """A key for sorting: 0 for the channels that pictures have, which are 1 or 3."""
    return 0 if channels in (1, 3) else 1


def _kernels(area: int, rank: int) -> list[tuple[int, ...]]:
    """Windows that cover this many places, equal sides first."""
    if area < 1 or rank < 1:
        return []
    side = round(area ** (1 / rank))
    equal = [(side,) * rank] if side**rank == area else []
    if equal or rank == 1:
        return equal
    sides = [side for side in range(1, min(area, 64) + 1) if area % side == 0]
    kernels: list[tuple[int, ...]] = [()]
    for _ in range(rank):
        kernels = [(*before, side) for before in kernels for side in sides if area % prod((*before, side)) == 0]
    return [kernel for kernel in kernels if prod(kernel) == area]


def _passes(layer: Layer, read: Shape, shape: Shape) -> bool:
    """Whether some padding and stride makes this output of this input."""
    leaf = next(leaves(layer))
    inner, put_out = (read, shape) if not layer.inside else (_step(layer, read), _step(layer, shape))
    for padding in ("valid", "same"):
        for argument in ("strides", "dilation_rate"):
            for number in range(1, 9):
                arguments = leaf.arguments | {"padding": padding, argument: number, "return_sequences": True}
                try:
                    every_step = outputs(Layer(leaf.family, arguments), inner)[0]
                except InputError:
                    continue
                if _agree(every_step, put_out) or _agree((every_step[0], *every_step[2:]), put_out):
                    return True
    return False


def _step(layer: Layer, shape: Shape) -> Shape:
    composition = layer.family.composition
    return (shape[0], *shape[2:]) if composition and composition.each_step else shape


def _agree(shape: Shape, other: Shape) -> bool:
    return len(shape) == len(other) and all(a is None or b is None or a == b for a, b in zip(shape, other, strict=True))


def _heads(layer: Layer, shape: Shape, count: int, inputs: tuple[Shape, ...]) -> Iterator[tuple[Layer, dict[str, Any]]]:
    """Attention of several heads: the number tells only heads times the size of a key."""
    if not inputs or len(inputs[0]) < 2 or not inputs[0][-1]:
        return
    features = inputs[0][-1]
    value = (inputs[1][-1] if len(inputs) > 1 and inputs[1] else None) or features
    out = shape[-1] if len(shape) > 1 and shape[-1] else features
    given = {} if out == features else {"output_shape": out}

    def total(heads: int) -> int:
        attention = Layer(layer.family, layer.arguments | given | {"num_heads": heads, "key_dim": 1})
        read = {"features": features, "value_features": value}
        return tally_of(attention, input_for(attention, read), read).count

    of_one, of_two = total(1), total(2)
    product, rest = divmod(count - 2 * of_one + of_two, of_two - of_one)
    if rest or product < 1:
        return
    heads = [number for number in range(1, min(product, 4096) + 1) if product % number == 0]
    for number in sorted(heads, key=lambda number: (number not in (8, 4, 2, 16, 12), number)):
        arguments = layer.arguments | given | {"num_heads": number, "key_dim": product // number}
        yield Layer(layer.family, arguments), {"features": features, "value_features": value}


def _without_shape(candidate: Candidate, count: int, read: Shape) -> Iterator[tuple[Layer, dict[str, Any]]]:
    """A layer of whose output nothing is known: its size is a divisor of the number."""
    layer = candidate.layer
    width = _width(layer, read)
    name = "output_dim" if "output_dim" in candidate.open else "units"
    if count > MOST_WITHOUT_SHAPE:
        return
    for number in divisors(count):
        sized = _with(layer, name, number)
        if name == "output_dim":
            yield _with(sized, "input_dim", count // number), {}
        else:
            yield from _of_width(sized, count, width)


#: The largest number that is taken apart without any shape.
MOST_WITHOUT_SHAPE = 10**9
