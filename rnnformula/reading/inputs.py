"""What a layer reads: the shape of its input, and the sizes that stand in it.

A shape has the batch first; None is an axis of any length, ``(None, 50, 3)``.
"""

from __future__ import annotations

from operator import index
from typing import TYPE_CHECKING, Any

from rnnformula.errors import InputError, shown
from rnnformula.facts import Size, scalars
from rnnformula.reading.einsum import read_equation
from rnnformula.reading.sizes import expect_printable, is_whole, read_size

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from rnnformula.reading.layers import Layer

Shape = tuple[int | None, ...]
#: The shapes of all outputs of a layer.
Shapes = tuple[Shape, ...]

DATA_FORMATS = (None, "channels_last", "channels_first")
#: What a convolution may do at its borders; ``causal`` along time alone.
PADDINGS = {"Conv1D": ("valid", "same", "causal")}
PADDING = ("valid", "same")


def input_for(layer: Layer, read: Mapping[str, Size]) -> Shape:
    """The shape of an input with the sizes that a layer reads, all other axes open.

    >>> from rnnformula.reading.layers import read_layer
    >>> input_for(read_layer("Bidirectional(LSTM(4))"), {"features": 3})
    (None, None, 3)
    """
    if layer.inside:
        shape = input_for(_first(layer), read)
        composition = layer.family.composition
        return (shape[0], None, *shape[1:]) if composition and composition.each_step else shape
    axes: list[int | None] = []
    for axis in axes_of(layer):
        size = read.get(axis)
        axes += size if isinstance(size, tuple) else [size] if axis != "..." else []
    return (None, *axes)


def _first(layer: Layer) -> Layer:
    """The layer inside that reads the input."""
    return next((inner for inner in layer.inside if inner.family.name != "Input"), layer.inside[0])


def start_shape(layer: Layer) -> Shape | None:
    """The input that a layer or a chain of layers names itself: by `Input`, or by ``input_shape``.

    Raises:
        InputError: that shape is none, or it is given twice.
    """
    given = layer.arguments
    if layer.family.name == "Input":
        if "batch_shape" in given:
            if "shape" in given or "batch_size" in given:
                raise InputError("Input: give shape or batch_shape, not both")
            return read_shape(layer, given["batch_shape"])[1:]
        if "shape" not in given:
            raise InputError("Input: shape is missing; give the axes of one sample, such as Input((50, 3))")
        return (_batch(given.get("batch_size")), *read_shape(layer, given["shape"])[1:])
    if "input_shape" in given:
        return read_shape(layer, given["input_shape"])
    if "batch_input_shape" in given:
        return read_shape(layer, given["batch_input_shape"])[1:]
    if "input_dim" in given and "input_dim" not in layer.family.arguments:
        return read_shape(layer, (given["input_dim"],))
    composition = layer.family.composition
    return start_shape(layer.inside[0]) if composition and composition.is_chain and layer.inside else None


def _batch(size: object) -> int | None:
    if size is None:
        return None
    if not is_whole(size):
        raise InputError(f"Input: batch_size must be a positive integer or None, got {shown(size)}")
    return size


def read_shape(layer: Layer, shape: object) -> Shape:
    """An input shape without a batch axis, as `Input` takes it, with that axis added.

    Raises:
        InputError: it is no tuple of positive integers and None.
    """
    try:
        if not isinstance(shape, (tuple, list)) or any(isinstance(axis, bool) for axis in shape):
            raise TypeError
        axes = tuple(None if axis is None else index(axis) for axis in shape)
        if any(axis is not None and axis < 1 for axis in axes):
            raise TypeError
    except TypeError:
        raise InputError(
            f"{layer.family.name}: the input shape must be positive integers or None, such as (50, 3), "
            f"got {shown(shape)}"
        ) from None
    expect_printable(layer.family.name, "the input shape", axes, shape)
    return (None, *axes)


def read_sizes(layer: Layer) -> tuple[str, ...]:
    """The sizes that a layer, or the first one inside it, reads from its input."""
    while layer.inside:
        layer = _first(layer)
    return layer.family.read


def read_input(layer: Layer, shape: Shape) -> dict[str, Size]:
    """The sizes that a layer without layers inside reads from its input.

    Raises:
        InputError: the shape has another number of axes, or leaves open what the layer needs to know.
    """
    name = layer.family.name
    axes = axes_of(layer)
    rest = shape[1:]
    if len(axes) != len(rest) if "..." not in axes else len(rest) < len(axes) - 1:
        listed = ", ".join(("batch", *axes))
        hint = ""
        if axes[0] == "time" and len(rest) == 1:
            hint = "; a recurrent layer before it needs return_sequences=True"
        raise InputError(f"{name}: expected an input of {len(axes) + 1} axes ({listed}), got {shape}{hint}")
    read = {}
    for place, axis in enumerate(axes):
        from_end = "..." in axes[:place]
        length = rest[place - len(axes) if from_end else place] if axis != "..." else None
        if axis == "features" and axis in layer.family.read:
            along = _shared if layer.family.reads == _SHARED else _along
            read[axis] = _known(name, axis, along(layer, shape), shape)
        elif axis in layer.family.read:
            size = _known(name, axis, length, shape)
            read[axis] = channels_of_group(layer, size) if axis == "channels" else size
        elif axis == "space" and "time" in axes:
            _known(name, axis, length, shape)  # Keras keeps a state for each place
    more = _READ.get(layer.family.reads)
    return read | more(layer, shape) if more else read


#: A word of `Family.reads`: one number for all places along some axes.
_SHARED = "shared axes"


def _shared(layer: Layer, shape: Shape) -> tuple[int | None, ...]:
    """All axes but the batch, and 1 for each that ``shared_axes`` names."""
    given = layer.arguments.get("shared_axes")
    shared = [] if given is None else list(given) if isinstance(given, (list, tuple)) else [given]
    if not all(is_whole(axis) and axis < len(shape) for axis in shared):
        raise InputError(
            f"{layer.family.name}: shared_axes must be some of the axes 1 to {len(shape) - 1}, got {shown(given)}"
        )
    return tuple(1 if axis in shared else length for axis, length in enumerate(shape[1:], 1))


def _by_equation(layer: Layer, shape: Shape) -> dict[str, Size]:
    """The axes of the kernel and of the bias of a layer that is written as an equation."""
    kernel, bias, _ = read_equation(layer, shape)
    sizes = {"kernel_rows": _known(layer.family.name, "the kernel", kernel[:-1], shape)}
    sizes["kernel_columns"] = _known(layer.family.name, "the kernel", kernel[-1], shape)
    return sizes if bias is None else sizes | {"bias_shape": _known(layer.family.name, "the bias", bias, shape)}


def _bins(layer: Layer, shape: Shape) -> dict[str, Size]:
    return {"bins": bins_of(layer)}


def bins_of(layer: Layer) -> int:
    """The waves into which a frame is taken apart: half of ``fft_length``, and one.

    Raises:
        InputError: the frame is longer, or one of the two is no positive integer.
    """
    family = layer.family
    frame = layer.arguments.get("frame_length", family.numbers["frame_length"])
    frame = scalars(read_size(family, "frame_length", frame))
    given = layer.arguments.get("fft_length")
    length = 2 ** (frame - 1).bit_length() if given is None else scalars(read_size(family, "fft_length", given))
    if length < frame:
        raise InputError(f"{family.name}: fft_length must be at least frame_length, got {length} and {frame}")
    return length // 2 + 1


#: A word of `Family.reads` -> what makes sizes of the arguments and the input.
_READ: dict[str, Callable[[Layer, Shape], dict[str, Size]]] = {"equation": _by_equation, "bins": _bins}


def _along(layer: Layer, shape: Shape) -> Any:
    """The features that a normalization reads: the last axis, or those that ``axis`` names."""
    axis = layer.arguments.get("axis", -1)
    try:
        if axis in (None, (), []) and "axis" in layer.family.choices:
            return ()
        if isinstance(axis, (list, tuple)) and axis and not layer.family.one_axis:
            places = [range(len(shape))[place] for place in sorted(axis)]
            if "axis" in layer.family.choices:  # only then Keras counts from the front before it sorts
                places.sort()
            if len(set(places)) == len(places):
                lengths = tuple(shape[place] for place in places)
                return lengths if len(lengths) > 1 else lengths[0]
        elif isinstance(axis, int) and not isinstance(axis, bool) and range(len(shape))[axis]:
            return shape[axis]
    except (IndexError, TypeError):
        pass
    raise InputError(f"{layer.family.name}: axis {shown(axis)} is none of the input's, got {shape}")


def _known(name: str, axis: str, size: Any, shape: Shape) -> Size:
    if size is None or (isinstance(size, tuple) and None in size):
        raise InputError(f"{name}: {axis} must be known, got an input of {shape}")
    known: Size = size
    return known


def channels_of_group(layer: Layer, size: Size) -> Size:
    """The channels that one filter reads.

    Raises:
        InputError: the groups divide the channels or the filters unevenly.
    """
    groups = layer.arguments.get("groups", 1)
    filters = layer.arguments.get("filters", groups)
    if not is_whole(groups) or scalars(size) % groups or (isinstance(filters, int) and filters % groups):
        raise InputError(
            f"{layer.family.name}: groups must divide channels and filters, "
            f"got {shown(groups)} for {shown(size)} channels and {shown(filters)} filters"
        )
    return size if groups == 1 else scalars(size) // groups


def check_multiples(layer: Layer, sizes: Mapping[str, Size]) -> None:
    """Refuse a size that is no multiple of what must divide it; -1 stands for the size itself.

    Raises:
        InputError: the two numbers.
    """
    family = layer.family
    for name, divisor in family.multiples:
        size = sizes.get(name)
        given = (family.choices | family.numbers | layer.arguments | dict(sizes)).get(divisor)
        if size is None or given == -1:
            continue
        if scalars(size) % scalars(read_size(family, divisor, given)):
            raise InputError(f"{family.name}: {divisor} must divide {name}, got {shown(given)} and {shown(size)}")


def axes_of(layer: Layer) -> list[str]:
    """The axes of the input after the batch, in the order of its ``data_format``.

    Raises:
        InputError: an argument of a convolution that Keras would refuse.
    """
    axes = list(layer.family.input)
    if "space" not in axes or "data_format" not in layer.family.arguments:
        return axes
    name, given = layer.family.name, layer.arguments
    data_format = given.get("data_format")
    if not any(data_format is known or data_format == known for known in DATA_FORMATS):
        raise InputError(f"{name}: data_format must be one of {_listed(DATA_FORMATS)}, got {shown(data_format)}")
    if "strides" in layer.family.arguments:
        padding_of(layer)
    if "dilation_rate" in layer.family.arguments:
        strides, dilation = (spread(layer, argument) for argument in ("strides", "dilation_rate"))
        if max(strides) > 1 and max(dilation) > 1:
            raise InputError(f"{name}: strides and dilation_rate cannot both be above 1, got {strides} and {dilation}")
    if data_format == "channels_first":
        axes.remove("channels")
        axes.insert(axes.index("space"), "channels")
    return axes


def padding_of(layer: Layer) -> str:
    """What a convolution does at its borders.

    Raises:
        InputError: Keras has no such padding.
    """
    name = layer.family.name
    known = PADDINGS.get(name, PADDING)
    padding = layer.arguments.get("padding", "valid")
    if not isinstance(padding, str) or padding.lower() not in known:
        raise InputError(f"{name}: padding must be one of {_listed(known)}, got {shown(padding)}")
    return padding.lower()


def spread(layer: Layer, name: str, otherwise: object = 1) -> tuple[int, ...]:
    """An argument of a layer over space as a tuple, with a number for each axis of space.

    ``otherwise`` is what it is where it is left out or None.

    Raises:
        InputError: it is no positive integer, or not as many as there are axes.
    """
    rank = layer.family.input.count("space")
    value: Any = layer.arguments.get(name)
    value = layer.family.numbers.get(name, otherwise) if value is None else value
    several: tuple[Any, ...] = tuple(value) if isinstance(value, (list, tuple)) else (value,) * rank
    if len(several) != rank or not all(map(is_whole, several)):
        wanted = f"{rank} positive integers or one" if rank > 1 else "a positive integer"
        raise InputError(f"{layer.family.name}: {name} must be {wanted}, got {shown(value)}")
    return several


def _listed(values: tuple[object, ...]) -> str:
    return ", ".join(map(repr, values))
