"""Modules of PyTorch: as they print themselves, and what a row of one can mean."""

from __future__ import annotations

import re
import warnings
from functools import partial
from heapq import nlargest
from math import gcd, prod
from typing import TYPE_CHECKING

from rnnformula.counting.expressions import closed_form, evaluate
from rnnformula.counting.likelihood import log_of_size
from rnnformula.counting.solving import divisors, inverse, with_options
from rnnformula.counting.tally import split_arguments
from rnnformula.errors import InputError
from rnnformula.explaining.windows import as_written, kernels, usual_windows
from rnnformula.facts import scalars
from rnnformula.facts.frameworks import torch_module
from rnnformula.reading.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from rnnformula.counting.expressions import Expression
    from rnnformula.facts import Family, Size
    from rnnformula.facts.module import Module
    from rnnformula.reading.inputs import Shape
    from rnnformula.summaries.pasted import PastedRow

    Sizes = dict[str, Size]

#: Of convolutions whose channels are open no more are weighed.
MOST_CONVOLUTIONS = 60
#: The largest number that is taken apart without any shape.
LARGEST_WITHOUT_SHAPE = 10**9
#: The module inside an attention of several heads that its tree prints.
PROJECTION = "out_proj"
#: What stands before the arguments of a module that has read nothing: it does not know what it will read.
UNBUILT = re.compile(r"^(?:in_features=)?0\b")


def read_module(name: str, arguments: str) -> tuple[Layer, Sizes]:
    """A module as it prints itself, ``Linear(in_features=8, out_features=1, bias=True)``.

    Returns the layer of this package and the sizes that it reads. Nothing is run.

    Raises:
        InputError: it is no module that is known, or the arguments can't be read.
    """
    family = torch_module(name)
    if family is None or is_unbuilt(name, arguments):
        raise InputError(f"{name}: nothing is known of its sizes")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", SyntaxWarning)  # Python's, on pasted numbers such as 1if
        layer, sizes, _ = split_arguments(f"{family.name}({arguments})", {})
    return layer, sizes


def is_unbuilt(name: str, arguments: str) -> bool:
    """Whether a module has read nothing and so does not know its sizes, ``LazyLinear(in_features=0, ...)``."""
    family = torch_module(name)
    return family is not None and bool(family.read) and UNBUILT.match(arguments) is not None


def told_by_parts(row: PastedRow, inside: Sequence[PastedRow]) -> Layer | None:
    """A module that prints no sizes of its own, and has arrays beside those of the module inside that tells them.

    None for any other.
    """
    family = torch_module(row.type)
    projection = next((part for part in inside if part.name == PROJECTION and part.arguments), None)
    if family is None or projection is None or not {"embed_dim", "bias"} <= {*family.arguments}:
        return None
    try:
        layer, _ = read_module(projection.type, projection.arguments)
    except InputError:
        return None
    given = layer.arguments
    return Layer(family, {"embed_dim": given.get("out_features"), "bias": given.get("bias", True)})


def module_layers(family: Module, count: int, shape: Shape, inputs: tuple[Shape, ...]) -> Iterator[Layer]:
    """Modules of a class that may put out this shape, read these shapes and have this number of parameters.

    The likeliest come first. What is not known is ().
    """
    for layer in with_options(Layer(family)):
        for known_sizes in _told(family, shape, inputs):
            for sizes in _solved(layer, known_sizes, count):
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


def _solved(layer: Layer, known_sizes: Sizes, count: int) -> Iterator[Sizes]:
    family = layer.family
    form = closed_form(family.arrays_for(layer.arguments))
    if not form:
        return
    unknown = [size for size in family.sizes if size not in known_sizes]

    if "kernel_size" in unknown:
        yield from _of_windows(layer, known_sizes, count, form)
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


def _of_windows(layer: Layer, known_sizes: Sizes, count: int, form: Expression) -> Iterator[Sizes]:
    """A convolution: the window is open, and its channels may be."""
    family = layer.family
    rank = family.input.count("space")
    unknown = [size for size in family.sizes if size not in known_sizes and size != "kernel_size"]
    if unknown:
        yield from _of_channels(family, known_sizes, unknown, count, form)
        return
    for groups in _groups(known_sizes):
        grouped = family.arrays_for(layer.arguments | {"groups": groups})
        divided = family.with_quotients(known_sizes, {"groups": groups})
        if area := inverse(partial(_at, closed_form(grouped), divided, "kernel_size"), count):
            windows = kernels(area, rank)
            for window in windows[:1] if windows and len(set(windows[0])) == 1 else windows:
                yield known_sizes | {"kernel_size": as_written(window)} | ({"groups": groups} if groups > 1 else {})


def _of_channels(
    family: Family, known_sizes: Sizes, unknown: list[str], count: int, form: Expression
) -> Iterator[Sizes]:
    """Convolutions with usual windows whose channels are open, on one side or on both, the likeliest first."""
    if len(unknown) > 1 and count > LARGEST_WITHOUT_SHAPE:
        return
    windows: dict[int, list[tuple[int, ...]]] = {}
    for window in usual_windows(family.input.count("space"), long=True):
        windows.setdefault(prod(window), []).append(window)
    # What is put out stands in each array, and so divides the number.
    *first, last = sorted(unknown, key=family.input.__contains__)
    possible: list[Sizes] = []
    for number in divisors(count) if first else (1,):
        sizes = known_sizes | dict.fromkeys(first, number)
        for area, channels in _in_areas(form, sizes, last, windows, count):
            possible += [sizes | {last: channels, "kernel_size": as_written(window)} for window in windows[area]]
    yield from nlargest(MOST_CONVOLUTIONS, possible, partial(_log_of_sizes, family))


def _in_areas(form: Expression, sizes: Sizes, last: str, areas: Iterable[int], count: int) -> Iterator[tuple[int, int]]:
    """Areas of a window, each with the channels that then have the number."""
    if _at(form, sizes | {"kernel_size": 1}, last, 2) == _at(form, sizes | {"kernel_size": 2}, last, 1):
        places = inverse(partial(_at, form, sizes | {"kernel_size": 1}, last), count)
        yield from ((area, places // area) for area in areas if places and places % area == 0)
        return
    for area in areas:
        if channels := inverse(partial(_at, form, sizes | {"kernel_size": area}, last), count):
            yield area, channels


def _log_of_sizes(family: Family, sizes: Sizes) -> float:
    """How likely sizes are, but for what is said of them elsewhere."""
    return sum(log_of_size(family, name, size) for name, size in sizes.items())


def _groups(known_sizes: Sizes) -> tuple[int, ...]:
    """The groups that may be: none, one for each channel, and all others that divide both sizes."""
    both = [scalars(known_sizes[name]) for name in ("in_channels", "out_channels") if name in known_sizes]
    if len(both) < 2:
        return (1,)
    common = gcd(*both)
    return tuple(dict.fromkeys((1, common, *divisors(common))))
