"""The shapes that modules of PyTorch put out; channels stand before the places.

A module reads a batch, as in `rnnformula.counting.shapes`; None is an axis of any length.
"""

from __future__ import annotations

from math import floor, prod
from typing import TYPE_CHECKING, Any

from rnnformula.counting.spaces import product_of
from rnnformula.errors import InputError, shown

if TYPE_CHECKING:
    from collections.abc import Callable

    from rnnformula.reading.inputs import Shape
    from rnnformula.reading.layers import Layer

Length = int | None


def module_output(layer: Layer, shape: Shape) -> Shape:
    """The shape of what a module puts out.

    Raises:
        InputError: the module can't read such an input, or an argument that it needs is missing or none.
    """
    family = layer.family
    rank = family.input.count("space")
    axes = len(family.input)
    if rank and len(shape) != axes + 1:
        listed = ", ".join(("batch", *family.input))
        raise InputError(f"{family.name}: expected an input of {axes + 1} axes ({listed}), got {shape}")
    _check_read(layer, shape)
    try:
        return _OUTPUTS.get(family.output[0], _by_axes)(layer, shape)
    except (IndexError, TypeError, ValueError, ZeroDivisionError):
        raise InputError(f"{layer}: it cannot read {shape} with these arguments") from None


def _check_read(layer: Layer, shape: Shape) -> None:
    """Compare the sizes that the module is given with those of its input."""
    axes = layer.family.input
    for place, axis in enumerate(axes, 1):
        size = layer.arguments.get(axis)
        if axis not in layer.family.all_sizes or size is None:
            continue
        several = tuple(size) if isinstance(size, (tuple, list)) else (size,)
        from_end = "..." in axes[: place - 1]
        lengths = shape[len(shape) - len(several) :] if from_end else shape[place : place + len(several)]
        if len(lengths) < len(several) or any(
            length not in (None, given) for length, given in zip(lengths, several, strict=True)
        ):
            raise InputError(f"{layer.family.name}: {axis} is {shown(size)}, it cannot read {shape}")


def _by_axes(layer: Layer, shape: Shape) -> Shape:
    """The axes that the module names; as many others as it reads stand before them."""
    last = tuple(layer.arguments[axis] for axis in layer.family.output if axis != "...")
    kept = shape[: len(shape) - len([axis for axis in layer.family.input if axis != "..."])]
    return (*kept, *last)


def _same(layer: Layer, shape: Shape) -> Shape:
    return shape


def _spread(layer: Layer, name: str, default: Any, rank: int) -> tuple[int, ...]:
    """An argument with a number for each place; None is as if it were left out."""
    value = layer.arguments.get(name)
    value = default if value is None else value
    several = tuple(value) if isinstance(value, (tuple, list)) else (value,) * rank
    if len(several) != rank or not all(isinstance(number, int) for number in several):
        raise InputError(f"{layer.family.name}: {name} must be {rank} integers or one, got {shown(value)}")
    return several


def _windows(layer: Layer, shape: Shape) -> Shape:
    """Windows that slide over the places: convolutions and pooling."""
    rank = layer.family.input.count("space")
    convolves = "out_channels" in layer.family.arguments
    kernel = _spread(layer, "kernel_size", None, rank)
    stride = _spread(layer, "stride", 1 if convolves else kernel, rank)
    dilation = _spread(layer, "dilation", 1, rank)
    channels = layer.arguments["out_channels"] if convolves else shape[1]
    if layer.arguments.get("padding") == "same":
        return (shape[0], channels, *shape[2:])
    given = layer.arguments.get("padding")
    padding = _spread(layer, "padding", 0, rank) if given != "valid" else (0,) * rank
    lengths = [_slid(layer, *sizes) for sizes in zip(shape[2:], kernel, stride, padding, dilation, strict=True)]
    return (shape[0], channels, *lengths)


def _slid(layer: Layer, length: Length, kernel: int, stride: int, padding: int, dilation: int) -> Length:
    if length is None:
        return None
    room = length + 2 * padding - dilation * (kernel - 1) - 1
    if room < 0:
        raise InputError(f"{layer}: a window of {dilation * (kernel - 1) + 1} does not fit into {length + 2 * padding}")
    if not layer.arguments.get("ceil_mode"):
        return room // stride + 1
    number = -(-room // stride) + 1
    return number - ((number - 1) * stride >= length + padding)  # no window begins behind the padding on the left


def _transposed(layer: Layer, shape: Shape) -> Shape:
    rank = layer.family.input.count("space")
    settings = (
        _spread(layer, name, default, rank)
        for name, default in (
            ("kernel_size", None),
            ("stride", 1),
            ("padding", 0),
            ("output_padding", 0),
            ("dilation", 1),
        )
    )
    lengths = [
        None if length is None else (length - 1) * stride - 2 * padding + dilation * (kernel - 1) + more + 1
        for length, kernel, stride, padding, more, dilation in zip(shape[2:], *settings, strict=True)
    ]
    return (shape[0], layer.arguments["out_channels"], *lengths)


def _resized(layer: Layer, shape: Shape) -> Shape:
    """What is given the size of its output, or a factor: None keeps an axis as it is."""
    places = shape[2:]
    given = layer.arguments
    size = given.get("output_size", given.get("size"))
    if size is not None or "output_size" in given:
        several = tuple(size) if isinstance(size, (tuple, list)) else (size,) * len(places)
        if len(several) != len(places):
            raise InputError(f"{layer.family.name}: expected {len(places)} sizes or one, got {shown(size)}")
        return (*shape[:2], *(old if new is None else new for new, old in zip(several, places, strict=True)))
    factor: Any = given.get("scale_factor", given.get("output_ratio"))
    factors = tuple(factor) if isinstance(factor, (tuple, list)) else (factor,) * len(places)
    return (
        *shape[:2],
        *(None if old is None else floor(old * by) for by, old in zip(factors, places, strict=True)),
    )


def _padded(layer: Layer, shape: Shape) -> Shape:
    """Padding is given in pairs, those of the last axis first."""
    rank = layer.family.input.count("space")
    pairs = _spread(layer, "padding", None, 2 * rank)
    lengths = [
        None if length is None else length + pairs[2 * place] + pairs[2 * place + 1]
        for place, length in enumerate(reversed(shape[2:]))
    ]
    return (*shape[:2], *reversed(lengths))


def _flattened(layer: Layer, shape: Shape) -> Shape:
    start = range(len(shape))[layer.arguments.get("start_dim", 1)]
    end = range(len(shape))[layer.arguments.get("end_dim", -1)] + 1
    return (*shape[:start], product_of(shape[start:end]), *shape[end:])


def _unflattened(layer: Layer, shape: Shape) -> Shape:
    place = range(len(shape))[layer.arguments["dim"]]
    sizes, whole = tuple(layer.arguments["unflattened_size"]), shape[place]
    known = prod(size for size in sizes if size != -1)
    if whole is not None and (whole % known if -1 in sizes else whole != known):
        raise InputError(f"{layer}: {shown(sizes)} does not hold the {whole} numbers of {shape}")
    left = None if whole is None else whole // known
    return (*shape[:place], *(left if size == -1 else size for size in sizes), *shape[place + 1 :])


def _shuffled(layer: Layer, shape: Shape) -> Shape:
    factor = layer.arguments["upscale_factor"]
    batch, channels, *places = shape
    if channels is not None and channels % factor**2:
        raise InputError(f"{layer}: {factor**2} must divide the {channels} channels of {shape}")
    return (batch, channels and channels // factor**2, *(length and length * factor for length in places))


def _unshuffled(layer: Layer, shape: Shape) -> Shape:
    factor = layer.arguments["downscale_factor"]
    batch, channels, *places = shape
    if any(length is not None and length % factor for length in places):
        raise InputError(f"{layer}: {factor} must divide the places of {shape}")
    return (batch, channels and channels * factor**2, *(length and length // factor for length in places))


def _blocks(layer: Layer, places: Shape) -> Length:
    """How many windows lengths are along all places."""
    rank = len(places)
    settings = (
        _spread(layer, name, default, rank)
        for name, default in (("kernel_size", None), ("stride", 1), ("padding", 0), ("dilation", 1))
    )
    return product_of(tuple(_slid(layer, *sizes) for sizes in zip(places, *settings, strict=True)))


def _unfolded(layer: Layer, shape: Shape) -> Shape:
    places = shape[2:]
    area = prod(_spread(layer, "kernel_size", None, len(places)))
    return (shape[0], shape[1] and shape[1] * area, _blocks(layer, places))


def _folded(layer: Layer, shape: Shape) -> Shape:
    size = layer.arguments["output_size"]
    places = tuple(size) if isinstance(size, (tuple, list)) else (size, size)
    area, (batch, channels, blocks) = prod(_spread(layer, "kernel_size", None, len(places))), shape
    if (channels is not None and channels % area) or (blocks is not None and blocks != _blocks(layer, places)):
        raise InputError(f"{layer}: it cannot fold {shape}")
    return (batch, channels and channels // area, *places)


def _halved(layer: Layer, shape: Shape) -> Shape:
    place = range(len(shape))[layer.arguments.get("dim", -1)]
    length = shape[place]
    if length is not None and length % 2:
        raise InputError(f"{layer}: it halves an even axis, got {shape}")
    return (*shape[:place], length and length // 2, *shape[place + 1 :])


def _one_bag(layer: Layer, shape: Shape) -> Shape:
    return (shape[0], layer.arguments["embedding_dim"])


#: The first word of a module's output -> what makes the shape; all others are axes.
_OUTPUTS: dict[str, Callable[[Layer, Shape], Shape]] = {
    "same": _same,
    "windows": _windows,
    "transposed": _transposed,
    "resized": _resized,
    "padded": _padded,
    "flattened": _flattened,
    "unflattened": _unflattened,
    "shuffled": _shuffled,
    "unshuffled": _unshuffled,
    "unfolded": _unfolded,
    "folded": _folded,
    "halved": _halved,
    "one": _one_bag,
}
