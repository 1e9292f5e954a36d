"""A row's class, shapes and number -> all readings that fit, the likeliest first."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import chain, islice
from math import gcd, log, prod
from typing import TYPE_CHECKING, Any

from rnnformula.counting.likelihood import EQUAL_DIGITS, VECTORS_IN_SPACE, log_likelihoods
from rnnformula.counting.shapes import outputs
from rnnformula.counting.solving import count_for, divisors, leaves, own_and_width, width_for
from rnnformula.counting.tally import tally_of
from rnnformula.errors import InputError
from rnnformula.explaining.axes import may_have_axes, puts_out_vectors
from rnnformula.explaining.candidates import VECTORS, Candidate, candidates, is_of_today, is_plain, projected
from rnnformula.explaining.effort import MODULE
from rnnformula.explaining.explained import Reading
from rnnformula.explaining.pairs import direction_pairs, stacks, stacks_of_three
from rnnformula.explaining.places import PLACES
from rnnformula.explaining.pytorch import module_layers
from rnnformula.explaining.size_searches import MULTIPLIERS, SEARCHED, search_for
from rnnformula.explaining.windows import as_written, kernels, usual_windows
from rnnformula.facts.composition import CELL
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import torch_module
from rnnformula.facts.kinds import keeps_state
from rnnformula.facts.module import Module
from rnnformula.reading.inputs import input_for, read_sizes
from rnnformula.reading.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from rnnformula.counting.tally import Tally
    from rnnformula.explaining.effort import Effort
    from rnnformula.facts import Family
    from rnnformula.reading.inputs import Shape

#: More readings than this nobody reads.
MOST_READINGS = 60
#: Of more modules of PyTorch that fit only the first are weighed.
MOST_MODULES = 240
#: Places along an axis that nothing is said about: enough for any window.
LONG_AXIS = 4096
#: What a search through pairs of layers costs, in layers.
COST_OF_PAIRS = 20
#: A convolution is tried with no more groups.
MOST_GROUPS = 64


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
        layers: Iterable[Candidate] = map(Candidate, islice(module_layers(module, count, shape, inputs), MOST_MODULES))
    else:
        layers = candidates(name, shapes, torch=torch)
    possible, tried = _possible(layers, shape, count, inputs, torch=torch)
    family = None if torch else FAMILIES.get(name)
    if family and family.composition and (more := _pairs(family, shapes, read, count, possible)):
        others, also = _possible(more, shape, count, inputs)
        possible, tried = possible + others, tried + also + COST_OF_PAIRS
    elif torch and not possible and not (inputs and _readings(name, shapes, count, (), torch)[0]):
        possible, also = _possible(projected(name, shape), shape, count, inputs, torch=True)
        tried += also
    possible.sort(key=lambda layer: -round(sum(layer.logs), EQUAL_DIGITS))
    fitting: list[Reading] = []
    for layer in possible:
        if reading := layer.reading(count, name, torch=torch):
            fitting.append(reading)
        if len(fitting) >= MOST_READINGS:
            break
    return tuple(fitting), tried


def _pairs(
    family: Family, shapes: tuple[Shape, ...], read: Shape, count: int, possible: list[_Possible]
) -> Iterable[Candidate] | None:
    """Layers that differ: cells, where their input is known or nothing else fits; directions, where nothing usual does.

    A single layer in both directions whose options are unusual is not so sure that two different ones are left out.
    """
    shape = shapes[0] if shapes else ()
    composition = family.composition
    if composition and composition.each_step and composition.part == CELL:
        width = read[-1] if len(read) > 2 else None
        two = stacks(family, shape, width, count) if width or not possible else None
        three = stacks_of_three(family, shape, width, count) if width and not possible else ()
        return two and chain(two, three)
    usual = any(is_plain(other.layer) and is_of_today(other.layer) for other in possible)
    if composition and composition.both_ways and not usual and len(read) > 2 and read[-1]:
        return direction_pairs(family, shapes, read[-1], count)
    return None


@dataclass(frozen=True, slots=True)
class _Possible:
    """A layer that seems to have the number: with what it reads, the shape of that, and how likely it is."""

    layer: Layer
    read: dict[str, Any]
    shape: Shape
    logs: tuple[float, float]

    def reading(self, count: int, name: str, *, torch: bool) -> Reading | None:
        """The reading, None where the layer can't be or has another number."""
        try:
            tally = tally_of(self.layer, self.shape, {} if self.layer.inside else self.read)
        except InputError:
            return None
        return make_reading(self.layer, tally, name, self.logs, torch=torch) if tally.count == count else None


def _possible(
    tried: Iterable[Candidate], shape: Shape, count: int, inputs: tuple[Shape, ...], *, torch: bool = False
) -> tuple[list[_Possible], int]:
    """All candidates with sizes that fit, and how many were tried."""
    possible: list[_Possible] = []
    number = 0
    read_shape = inputs[0] if inputs else ()
    for candidate in tried:
        number += 1
        if not torch and not may_have_axes(candidate.layer, len(read_shape), len(shape)):
            continue
        over_space = len(shape) > VECTORS + 1 and puts_out_vectors(candidate.layer)
        for layer, read in _completed(candidate, shape, count, inputs):
            number += 1
            own, width = log_likelihoods(layer, read)
            own += log(VECTORS_IN_SPACE) if over_space else 0.0
            possible.append(_Possible(layer, read, _read_shape(layer, read, shape, candidate), (own, width)))
    return possible, number


def make_reading(
    layer: Layer, tally: Tally, name: str, logs: tuple[float, float] = (0.0, 0.0), *, torch: bool
) -> Reading:
    """A layer with its arrays as a reading of a printed class; ``logs`` say how likely it is."""
    framework = "torch" if torch else "keras"
    link = PLACES.get(layer.family.name, "")
    return Reading(layer, tally, framework=framework, printed=name if torch else "", link=link, logs=logs)


def _read_shape(layer: Layer, read: dict[str, Any], shape: Shape, candidate: Candidate) -> Shape:
    """The input that has these sizes; what a convolution inside keeps a state for must be known, and does not count."""
    if candidate.read:
        return shape
    shape = input_for(layer, read)
    if layer.inside and "space" in next(leaves(layer)).family.input:
        return (shape[0], *(LONG_AXIS if axis is None else axis for axis in shape[1:]))
    composition = layer.family.composition
    if composition and composition.each_step and len(shape) < 3:
        return (*shape, *(None,) * (3 - len(shape)))  # a layer of words says nothing of the axes of its input
    return shape


def _completed(
    candidate: Candidate, shape: Shape, count: int, inputs: tuple[Shape, ...]
) -> Iterator[tuple[Layer, dict[str, Any]]]:
    """The candidate with all sizes of its constructor, and the sizes that it reads."""
    layer = candidate.layer
    read = inputs[0] if inputs else ()
    if candidate.open == SEARCHED:
        yield from _searched(layer, shape, count, inputs)
    elif candidate.read:
        if read and not _agree(read, shape):  # a normalization puts out what it reads
            return
        features = candidate.read[0][1]
        fits = count % (prod(features) if isinstance(features, tuple) else features) == 0
        if fits or not all(array.axes for array in layer.family.arrays):
            yield layer, dict(candidate.read)
    elif "kernel_size" in candidate.open:
        yield from _windows(layer, shape, count, read)
    elif candidate.open == ("input_dim",):
        if rows := width_for(layer, count):
            yield _with(layer, "input_dim", rows), {}
    elif "num_heads" in candidate.open:
        yield from _heads(layer, shape, count, inputs)
    elif "units" in candidate.open or "output_dim" in candidate.open:
        yield from _without_shape(candidate, count, read)
    else:
        yield from _of_width(layer, count, _width(layer, read))


def _searched(
    layer: Layer, shape: Shape, count: int, inputs: tuple[Shape, ...]
) -> Iterator[tuple[Layer, dict[str, Any]]]:
    """A layer with all sizes that its number and its shapes allow, alone or at each step."""
    leaf = next(leaves(layer))
    search = search_for(leaf.family)
    read = tuple(_step(layer, shape_read) for shape_read in inputs)
    composition = layer.family.composition
    # What a layer around another keeps is as long as the last axis of a kernel.
    own = dict.fromkeys((*shape[-1:], *MULTIPLIERS)) if composition and composition.around else (0,)
    possible: list[tuple[Layer, dict[str, Any]]] = []
    for kept in own if search else ():
        for arguments, sizes in search(leaf.family, _step(layer, shape), count - (kept or 0), read):  # type: ignore[misc]
            sized = layer
            for name, value in arguments.items():
                sized = _with(sized, name, value)
            possible.append((sized, sizes))
    if inputs and "kernel_size" in leaf.family.all_sizes:
        fitting = [(sized, sizes) for sized, sizes in possible if _passes(sized, inputs[0], shape)]
        possible = fitting or possible
    yield from possible


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
    rank = leaf.family.input.count("space")
    channels = _width(layer, read)
    possible: list[tuple[Layer, dict[str, Any]]] = []
    if not leaf.arguments.get("filters"):
        free = not layer.inside and not read and not keeps_state(leaf.family)
        yield from _convolutions_of_no_shape(layer, count, rank) if free else ()
        return
    if channels:
        for groups in _groups(leaf, channels):
            grouped = _with(layer, "groups", groups) if groups > 1 else layer
            with_number = list(_of_channels(grouped, channels // groups, rank, count))
            fitting = [(convolution, sizes) for convolution, sizes in with_number if _passes(convolution, read, shape)]
            if fitting:
                yield from fitting
                return
            possible += with_number
        yield from possible[:1]
        return
    for window in usual_windows(rank):
        convolution = _with_window(layer, window)
        if fits := width_for(convolution, count):
            possible.append((convolution, {"channels": fits}))
    yield from possible


def _groups(leaf: Layer, channels: int) -> list[int]:
    """How many groups of channels a convolution may have, 1 first."""
    if "groups" not in leaf.family.arguments:
        return [1]
    most = gcd(channels, leaf.arguments["filters"])
    return [groups for groups in range(1, min(most, MOST_GROUPS) + 1) if most % groups == 0]


def _of_channels(layer: Layer, channels: int, rank: int, count: int) -> Iterator[tuple[Layer, dict[str, Any]]]:
    """A convolution of which a filter reads so many channels, with each window that has the number."""
    of_one, of_two = (count_for(_with(layer, "kernel_size", number), channels) for number in _ones(rank))
    area, rest = divmod(count - 2 * of_one + of_two, of_two - of_one)
    for kernel in kernels(area, rank) if not rest else ():
        yield _with_window(layer, kernel), {"channels": channels}


def _convolutions_of_no_shape(layer: Layer, count: int, rank: int) -> Iterator[tuple[Layer, dict[str, Any]]]:
    """A convolution of which only the number is known."""
    for window in usual_windows(rank) if count <= MOST_WITHOUT_SHAPE else ():
        convolution = _with_window(layer, window)
        for filters, channels in own_and_width(convolution, "filters", count):
            yield _with(convolution, "filters", filters), {"channels": channels}


def _with_window(layer: Layer, kernel: tuple[int, ...]) -> Layer:
    """The convolution with a window, one number where its sides are equal, as Keras takes it."""
    return _with(layer, "kernel_size", as_written(kernel))


def _ones(rank: int) -> tuple[tuple[int, ...], tuple[int, ...]]:
    """The windows that cover one place and two places."""
    return (1,) * rank, (2,) + (1,) * (rank - 1)


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
    for number in (number for number in range(1, min(product, 4096) + 1) if product % number == 0):
        arguments = layer.arguments | given | {"num_heads": number, "key_dim": product // number}
        yield Layer(layer.family, arguments), {"features": features, "value_features": value}


def _without_shape(candidate: Candidate, count: int, read: Shape) -> Iterator[tuple[Layer, dict[str, Any]]]:
    """A layer of whose output nothing is known: its size is a divisor of the number."""
    layer = candidate.layer
    width = _width(layer, read)
    if count > MOST_WITHOUT_SHAPE:
        return
    if "output_dim" in candidate.open:
        for number in divisors(count):
            yield _with(_with(layer, "output_dim", number), "input_dim", count // number), {}
        return
    for number, reads in own_and_width(layer, "units", count):
        if width is None or width == reads:
            yield from _of_width(_with(layer, "units", number), count, reads)


#: The largest number that is taken apart without any shape.
MOST_WITHOUT_SHAPE = 10**9
