"""Modules of PyTorch: as they print themselves, and what a row of one can mean."""

from __future__ import annotations

import re
import warnings
from functools import partial
from math import gcd, prod
from typing import TYPE_CHECKING

from rnnformula.counting.expressions import closed_form, evaluate
from rnnformula.counting.solving import divisors, inverse, with_options
from rnnformula.counting.tally import split_arguments
from rnnformula.errors import InputError
from rnnformula.facts import scalars
from rnnformula.facts.frameworks import torch_module
from rnnformula.reading.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.counting.expressions import Expression
    from rnnformula.facts import Size
    from rnnformula.facts.module import Module
    from rnnformula.reading.inputs import Shape

    Sizes = dict[str, Size]

#: Windows that a convolution is tried with when nothing says them, the likeliest first.
MODULE_WINDOWS = (3, 5, 7, 2, 1, 4, 9, 11, 8, 6, 10, 16)
#: The widest side that a window of unequal sides may have.
WIDEST_WINDOW = 64
#: Channels that pictures and sounds have.
FEW_CHANNELS = (1, 3)
#: The largest number that is taken apart without any shape.
LARGEST_WITHOUT_SHAPE = 10**9
#: What stands before the arguments of a module that has read nothing: it does not know what it will read.
UNBUILT = re.compile(r"^(?:in_features=)?0\b")


def read_module(name: str, arguments: str) -> tuple[Layer, Sizes]:
    """A module as it prints itself, ``Linear(in_features=8, out_features=1, bias=True)``.

    Returns the layer of this package and the sizes that it reads. Nothing is run.

    Raises:
        InputError: it is no module that is known, or the arguments can't be read.
    """
    family = torch_module(name)
    if family is None or (family.read and UNBUILT.match(arguments)):
        raise InputError(f"{name}: nothing is known of its sizes")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # Python's, on pasted numbers such as 1if
        layer, sizes, _ = split_arguments(f"{family.name}({arguments})", {})
    return layer, sizes


def module_layers(family: Module, count: int, shape: Shape, inputs: tuple[Shape, ...]) -> Iterator[Layer]:
    """Modules of a class that may put out this shape, read these shapes and have this number of parameters.

    The likeliest come first. What is not known is ().
    """
    for layer in with_options(Layer(family)):
        for known_sizes in _told(family, shape, inputs):
            for sizes in _solved(layer, known_sizes, count, (inputs[0] if inputs else (), shape)):
                yield Layer(family, layer.arguments | sizes)


def _told(family: Module, shape: Shape, inputs: tuple[Shape, ...]) -> Iterator[Sizes]:
    """The sizes that shapes tell; nothing where a shape has another number of axes than the module."""
    read = inputs[0] if inputs else ()
    if family.output == ("same",):
        yield from _of_same(family, shape or read) if shape or read else [{}]
        return
    rank = family.input.count("space")
    if rank:
        if any(given and len(given) != rank + 2 for given in (shape, read)):
            return
        known_sizes = {"out_channels": shape[1] if shape else None, "in_channels": read[1] if read else None}
    else:
        known_sizes = {family.input[-1]: read[-1] if read else None}
        if family.output:
            width = "embedding_dim" if "embedding_dim" in family.all_sizes else family.output[-1]
            known_sizes[width] = shape[-1] if len(shape) > 1 else None
        if "in2_features" in family.all_sizes and len(inputs) > 1 and inputs[1]:
            known_sizes["in2_features"] = inputs[1][-1]
    yield {name: size for name, size in known_sizes.items() if size and name in family.all_sizes}


def _of_same(family: Module, shape: Shape) -> Iterator[Sizes]:
    """What a normalization puts out is what it reads: channels stand first, or the last axes are all that it reads."""
    axes, rank = family.input, family.input.count("space")
    if axes == ("...",):
        yield {}
    elif axes[0] == "...":
        several = 2 + ("normalized_shape" in family.all_sizes) * len(shape)
        for number in range(1, min(len(shape), several)):
            if all(shape[-number:]):
                yield {axes[1]: tuple(filter(None, shape[-number:])) if number > 1 else shape[-1] or 1}
    elif len(shape) > 1 and shape[1] and (not rank or len(shape) == rank + 2):
        yield {axes[0]: shape[1]}


def _solved(layer: Layer, known_sizes: Sizes, count: int, shapes: tuple[Shape, Shape]) -> Iterator[Sizes]:
    family = layer.family
    form = closed_form(family.arrays_for(layer.arguments))
    if not form:
        return
    unknown = [size for size in family.sizes if size not in known_sizes]

    if "kernel_size" in unknown:
        yield from _of_windows(layer, known_sizes, count, shapes, form)
    elif not unknown:
        if evaluate(form, known_sizes) == count:
            yield known_sizes
    elif len(unknown) == 1:
        (name,) = unknown
        if size := inverse(partial(_at, form, known_sizes, name), count):
            yield known_sizes | {name: size}
    elif len(unknown) == 2 and not known_sizes and count <= LARGEST_WITHOUT_SHAPE:
        first, second = sorted(unknown, key=lambda name: name not in family.output)
        for number in divisors(count):
            if size := inverse(partial(_at, form, {first: number}, second), count):
                yield {first: number, second: size}


def _at(form: Expression, known_sizes: Sizes, name: str, size: int) -> int:
    """The total of a form with one more size."""
    return evaluate(form, known_sizes | {name: size})


def _of_windows(
    layer: Layer, known_sizes: Sizes, count: int, shapes: tuple[Shape, Shape], form: Expression
) -> Iterator[Sizes]:
    """A convolution: the window is open, and what it reads may be."""
    family = layer.family
    rank = family.input.count("space")
    unknown = [size for size in family.sizes if size not in known_sizes and size != "kernel_size"]
    if len(unknown) > 1:
        return
    if unknown:
        (name,) = unknown
        places = inverse(partial(_at, form, known_sizes | {"kernel_size": 1}, name), count)
        possible = []
        for window in MODULE_WINDOWS:
            channels, rest = divmod(places, window**rank)
            if channels and not rest:
                possible.append(known_sizes | {name: channels, "kernel_size": window})
        other = scalars(next(iter(known_sizes.values())))
        yield from sorted(possible, key=lambda sizes: _unusual(scalars(sizes[name]), other))
        return
    for groups in _groups(known_sizes):
        grouped = family.arrays_for(layer.arguments | {"groups": groups})
        quotients: Sizes = {name: scalars(known_sizes[size]) // groups for name, size, _ in family.quotients}
        if area := inverse(partial(_at, closed_form(grouped), known_sizes | quotients, "kernel_size"), count):
            kernels = [known_sizes | {"kernel_size": kernel} for kernel in _kernels(area, rank)]
            yield from (kernel | ({"groups": groups} if groups > 1 else {}) for kernel in kernels)


def _unusual(channels: int, other: int) -> int:
    """A key for sorting: 0 for channels that are usual beside so many others."""
    if channels == other or channels in FEW_CHANNELS:
        return 0
    return 1 if channels & (channels - 1) == 0 else 2


def _groups(known_sizes: Sizes) -> tuple[int, ...]:
    """The groups that may be: none, one for each channel, and all others that divide both sizes."""
    both = [scalars(known_sizes[name]) for name in ("in_channels", "out_channels") if name in known_sizes]
    if len(both) < 2:
        return (1,)
    common = gcd(*both)
    return tuple(dict.fromkeys((1, common, *divisors(common))))


def _kernels(area: int, rank: int) -> list[int | tuple[int, ...]]:
    """Windows that cover this many places: equal sides, else all that are not too wide."""
    side = round(area ** (1 / rank))
    if side**rank == area:
        return [side]
    sides = [side for side in range(1, min(area, WIDEST_WINDOW) + 1) if area % side == 0]
    kernels: list[tuple[int, ...]] = [()]
    for _ in range(rank):
        kernels = [(*before, side) for before in kernels for side in sides if area % prod((*before, side)) == 0]
    return [kernel for kernel in kernels if prod(kernel) == area]
