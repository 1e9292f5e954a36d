"""The axes of space after a layer, by the word that stands for them in the output of its family."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from rnnformula.errors import InputError, shown
from rnnformula.facts import scalars
from rnnformula.reading.inputs import axes_of, padding_of, spread
from rnnformula.reading.sizes import is_whole, missing_size, read_size

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from rnnformula.reading.inputs import Shape
    from rnnformula.reading.layers import Layer

    #: Lengths along the axes of space; None where one is open.
    Lengths = list[int | None]


def product_of(lengths: Sequence[int | None]) -> int | None:
    """How many numbers stand along these axes, None where one is open."""
    known = [length for length in lengths if length is not None]
    return prod(known) if len(known) == len(lengths) else None


def lengths_of_space(layer: Layer, word: str, shape: Shape) -> Lengths:
    """The axes of space of a layer's output.

    Args:
        layer: the layer.
        word: one of `SPACES`.
        shape: its input, batch first.

    Raises:
        InputError: an argument that Keras would refuse, or a window that does not fit.
    """
    before = [shape[place] for place, axis in enumerate(axes_of(layer), 1) if axis == "space"]
    return SPACES[word](layer, before, shape)


def _convolved(layer: Layer, before: Lengths, shape: Shape) -> Lengths:
    kernels, strides, dilations = (spread(layer, name) for name in ("kernel_size", "strides", "dilation_rate"))
    windows = [dilation * (kernel - 1) + 1 for kernel, dilation in zip(kernels, dilations, strict=True)]
    return _through_windows(layer, before, windows, strides, shape)


def _pooled(layer: Layer, before: Lengths, shape: Shape) -> Lengths:
    windows = spread(layer, "pool_size")
    return _through_windows(layer, before, windows, spread(layer, "strides", windows), shape)


def _through_windows(
    layer: Layer, before: Lengths, windows: list[int] | tuple[int, ...], strides: tuple[int, ...], shape: Shape
) -> Lengths:
    """The places where a window may stand."""
    padding = padding_of(layer)
    after: Lengths = []
    for length, window, stride in zip(before, windows, strides, strict=True):
        if length is None:
            after.append(None)
            continue
        long = length - window + 1 if padding == "valid" else length
        if long < 1:
            raise InputError(f"{layer}: a window of {window} does not fit into {length}; got an input of {shape}")
        after.append(-(-long // stride))
    return after


def _enlarged(layer: Layer, before: Lengths, shape: Shape) -> Lengths:
    """After a transposed convolution, each place of which is spread over a window."""
    kernels, strides, dilations = (spread(layer, name) for name in ("kernel_size", "strides", "dilation_rate"))
    given = layer.arguments.get("output_padding")
    more = [None] * len(before) if given is None else _whole(layer, "output_padding", given)
    if any(added is not None and added >= stride for added, stride in zip(more, strides, strict=True)):
        raise InputError(f"{layer.family.name}: output_padding must be below strides, got {shown(given)} and {strides}")
    is_valid = padding_of(layer) == "valid"
    after: Lengths = []
    for length, kernel, stride, dilation, added in zip(before, kernels, strides, dilations, more, strict=True):
        window = dilation * (kernel - 1) + 1
        if length is None:
            after.append(None)
        elif is_valid:
            after.append((length - 1) * stride + (max(window, stride) if added is None else window + added))
        else:
            after.append(length * stride if added is None else (length - 1) * stride + window % 2 + added)
    return after


def _whole(layer: Layer, name: str, given: object) -> list[int]:
    """A number from 0 on for each axis of space."""
    rank = layer.family.input.count("space")
    several: list[int] = list(given) if isinstance(given, (list, tuple)) else [given] * rank  # type: ignore[list-item]
    if len(several) != rank or not all(is_whole(number, 0) for number in several):
        raise InputError(f"{layer.family.name}: {name} must be {rank} numbers from 0 on, or one, got {shown(given)}")
    return several


def _borders(layer: Layer, name: str) -> list[tuple[int, int]]:
    """What is added or taken off at both ends of each axis: one number for all, one or a pair for each axis."""
    rank = layer.family.input.count("space")
    given = layer.arguments.get(name, layer.family.numbers[name])
    several = list(given) if isinstance(given, (list, tuple)) else [given] * (rank if rank > 1 else 2)
    pairs = (
        [several]
        if rank == 1
        else [border if isinstance(border, (list, tuple)) else (border, border) for border in several]
    )
    if len(pairs) != rank or not all(len(pair) == 2 and all(is_whole(number, 0) for number in pair) for pair in pairs):
        raise InputError(f"{layer.family.name}: {name} must be a number or two for each axis, got {shown(given)}")
    return [(first, last) for first, last in pairs]


def _padded(layer: Layer, before: Lengths, shape: Shape) -> Lengths:
    borders = _borders(layer, "padding")
    return [None if length is None else length + sum(border) for length, border in zip(before, borders, strict=True)]


def _cropped(layer: Layer, before: Lengths, shape: Shape) -> Lengths:
    after: Lengths = []
    for length, border in zip(before, _borders(layer, "cropping"), strict=True):
        if length is not None and length <= sum(border):
            raise InputError(f"{layer.family.name}: cropping {sum(border)} leaves nothing of {length}; got {shape}")
        after.append(None if length is None else length - sum(border))
    return after


def _upsampled(layer: Layer, before: Lengths, shape: Shape) -> Lengths:
    times = spread(layer, "size")
    return [None if length is None else length * size for length, size in zip(before, times, strict=True)]


def _parts(layer: Layer, before: Lengths, shape: Shape) -> Lengths:
    if layer.arguments.get("output_size") is None:
        raise missing_size(layer.family.name, "output_size")
    return list(spread(layer, "output_size"))


def _resized(layer: Layer, before: Lengths, shape: Shape) -> Lengths:
    sizes: Lengths = []
    for name in ("height", "width"):
        if name not in layer.arguments:
            raise missing_size(layer.family.name, name)
        sizes.append(scalars(read_size(layer.family, name, layer.arguments[name])))
    return sizes


#: A word of an output -> what makes the axes of space.
SPACES: dict[str, Callable[[Layer, Lengths, Shape], Lengths]] = {
    "space": _convolved,
    "enlarged": _enlarged,
    "windows": _pooled,
    "padded": _padded,
    "cropped": _cropped,
    "upsampled": _upsampled,
    "parts": _parts,
    "resized": _resized,
}
