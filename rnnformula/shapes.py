"""What a layer reads from the shape of its input, of what it is made, and what comes out.

A shape has the batch first; None is an axis of any length, ``(None, 50, 3)``.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from rnnformula.errors import InputError
from rnnformula.facts import Size, scalars
from rnnformula.layers import Layer
from rnnformula.sizes import missing, read_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping

Shape = tuple[int | None, ...]

#: How the outputs of two directions become one.
MERGE_MODES = ("concat", "sum", "mul", "ave", None)


def input_for(layer: Layer, read: Mapping[str, Size]) -> Shape:
    """A shape of input for the sizes that a layer reads, all else open.

    >>> from rnnformula.layers import read_layer
    >>> input_for(read_layer("Bidirectional(LSTM(4))"), {"features": 3})
    (None, None, 3)
    """
    name = layer.family.name
    if layer.inside:
        first = next((one for one in layer.inside if one.family.name != "Input"), layer.inside[0])
        shape = input_for(first, read)
        outer = name == "TimeDistributed" or (name == "RNN" and len(shape) == 2)
        return (shape[0], None, *shape[1:]) if outer else shape
    axes: list[int | None] = []
    for axis in _axes(layer):
        size = read.get(axis)
        axes += size if isinstance(size, tuple) else [size] if axis != "..." else []
    return (None, *axes)


def start_shape(layer: Layer) -> Shape | None:
    """The input that a chain of layers names itself: by `Input`, or by ``input_shape`` of its first layer.

    Raises:
        InputError: that shape is none.
    """
    if layer.family.name != "Sequential" or not layer.inside:
        return None
    first = layer.inside[0]
    if first.family.name == "Input":
        if "batch_shape" in first.arguments:
            shape = read_shape(first, first.arguments["batch_shape"])[1:]
        elif "shape" in first.arguments:
            shape = read_shape(first, first.arguments["shape"])
        else:
            raise InputError("Input: shape is missing; give the axes of one sample, such as Input((50, 3))")
        return shape
    if "input_shape" in first.arguments:
        return read_shape(first, first.arguments["input_shape"])
    if "batch_input_shape" in first.arguments:
        return read_shape(first, first.arguments["batch_input_shape"])[1:]
    return start_shape(first)


def read_shape(layer: Layer, shape: object) -> Shape:
    """An input shape without its batch, as `Input` takes it, with one.

    Raises:
        InputError: it is no tuple of positive integers and None.
    """
    if not isinstance(shape, (tuple, list)) or not all(
        axis is None or (isinstance(axis, int) and not isinstance(axis, bool) and axis > 0) for axis in shape
    ):
        raise InputError(
            f"{layer.family.name}: the input shape must be positive integers or None, such as (50, 3), got {shape!r}"
        )
    return (None, *shape)


def read_sizes(layer: Layer) -> tuple[str, ...]:
    """The sizes that a layer, or the first one inside it, reads from its input."""
    while layer.inside:
        layer = next((one for one in layer.inside if one.family.name != "Input"), layer.inside[0])
    return layer.family.read


def read_input(layer: Layer, shape: Shape) -> dict[str, Size]:
    """The sizes that a layer without layers inside reads from its input.

    Raises:
        InputError: the shape has another number of axes, or leaves open what the layer needs to know.
    """
    name = layer.family.name
    axes = _axes(layer)
    rest = shape[1:]
    if "..." not in axes and len(axes) != len(rest):
        listed = ", ".join(("batch", *axes))
        hint = (
            "; the recurrent layer before it needs return_sequences=True"
            if axes[0] == "time" and len(rest) == 1
            else ""
        )
        raise InputError(f"{name}: expected an input of {len(axes) + 1} axes ({listed}), got {shape}{hint}")
    read = {}
    for place, axis in enumerate(axes):
        if axis in layer.family.read:
            size = _along(layer, shape) if axis == "features" else rest[place - len(axes)]
            read[axis] = _grouped(layer, _known(name, axis, size, shape))
    return read


def _along(layer: Layer, shape: Shape) -> Any:
    """The features: the last axis, or those that ``axis`` names."""
    axis = layer.arguments.get("axis", -1)
    try:
        if isinstance(axis, (list, tuple)):
            found = tuple(shape[one] for one in axis)
            return found if len(found) > 1 else found[0]
        return shape[axis]
    except (IndexError, TypeError):
        raise InputError(f"{layer.family.name}: axis {axis!r} is none of the input's, got {shape}") from None


def _known(name: str, axis: str, size: Any, shape: Shape) -> Size:
    if size is None or (isinstance(size, tuple) and None in size):
        raise InputError(f"{name}: {axis} must be known, got an input of {shape}")
    known: Size = size
    return known


def _grouped(layer: Layer, size: Size) -> Size:
    """The channels that one filter reads."""
    groups = layer.arguments.get("groups", 1)
    if isinstance(groups, bool) or not isinstance(groups, int) or groups < 1 or scalars(size) % groups:
        raise InputError(f"{layer.family.name}: groups must divide the channels, got {groups!r} for {size}")
    return size if groups == 1 else scalars(size) // groups


def _axes(layer: Layer) -> list[str]:
    """The axes of the input after the batch, in the order of its ``data_format``."""
    axes = layer.family.input.split()
    if "channels" in axes and "space" in axes and layer.arguments.get("data_format") == "channels_first":
        axes.remove("channels")
        axes.insert(axes.index("space"), "channels")
    return axes


def parts(layer: Layer, shape: Shape) -> list[tuple[str, Layer, Shape]]:
    """The layers that a layer is made of: where each is kept, the layer, what it reads.

    Raises:
        InputError: a layer inside is missing, of the wrong kind, or reads what it is not given.
    """
    return list(_PARTS[layer.family.name](layer, shape))


def _inner(layer: Layer, name: str) -> Layer:
    inner = layer.arguments.get(name)
    if not isinstance(inner, Layer):
        example = "LSTMCell(64)" if name == "cell" else "LSTM(64)"
        raise InputError(f"{layer.family.name}: {name} is missing; give a layer, such as {example}")
    return inner


def _directions(layer: Layer, shape: Shape) -> Iterator[tuple[str, Layer, Shape]]:
    forward = _inner(layer, "layer")
    backward = layer.arguments.get("backward_layer")
    mode = layer.arguments.get("merge_mode", "concat")
    if mode not in MERGE_MODES:
        raise InputError(f"Bidirectional: merge_mode must be one of {', '.join(map(repr, MERGE_MODES))}, got {mode!r}")
    for one in filter(None, (forward, backward)):
        if "return_sequences" not in one.family.arguments.split():
            raise InputError(f"Bidirectional: expected a recurrent layer such as LSTM(64), got {one}")
    if backward and bool(forward.arguments.get("go_backwards")) == bool(backward.arguments.get("go_backwards")):
        raise InputError("Bidirectional: layer and backward_layer must differ in go_backwards")
    yield "forward_layer", forward, shape
    yield "backward_layer", backward or forward, shape


def _each_step(layer: Layer, shape: Shape) -> Iterator[tuple[str, Layer, Shape]]:
    if len(shape) < 3:
        raise InputError(f"TimeDistributed: expected an input of 3 axes or more (batch, time, ...), got {shape}")
    yield "layer", _inner(layer, "layer"), (shape[0], *shape[2:])


def _cell(layer: Layer, shape: Shape) -> Iterator[tuple[str, Layer, Shape]]:
    if isinstance(layer.arguments.get("cell"), list):
        for part, cell, read in _cells(layer, shape, layer.arguments["cell"]):
            yield f"cell.{part}", cell, read  # Keras puts the list into a StackedRNNCells
        return
    cell = _inner(layer, "cell")
    check_cell(layer, cell)
    yield "cell", cell, (shape[0], *shape[2:])


def _stacked_cells(layer: Layer, shape: Shape) -> Iterator[tuple[str, Layer, Shape]]:
    cells = layer.arguments.get("cells")
    if not isinstance(cells, list) or not cells:
        raise InputError(
            "StackedRNNCells: cells is missing; give a list of cells, such as [LSTMCell(64), LSTMCell(64)]"
        )
    yield from _cells(layer, (shape[0], None, *shape[1:]), cells)


def _cells(layer: Layer, shape: Shape, cells: list[Layer]) -> Iterator[tuple[str, Layer, Shape]]:
    read = (shape[0], *shape[2:])
    for number, cell in enumerate(cells):
        check_cell(layer, cell)
        yield f"cells[{number}]", cell, read
        read = (read[0], width(cell))


def check_cell(layer: Layer, cell: Layer) -> None:
    """Refuse what is no cell.

    Raises:
        InputError: the message names it.
    """
    if not is_cell(cell):
        raise InputError(f"{layer.family.name}: expected a cell such as LSTMCell(64), got {cell}")


def is_cell(layer: Layer) -> bool:
    """Whether it computes one time step only."""
    return layer.family.name.endswith(("Cell", "Cells"))


def width(cell: Layer) -> int:
    """How many numbers a cell puts out at a step.

    Raises:
        InputError: it does not say how many units it has.
    """
    if cell.family.inside:
        held = cell.inside
        if not held:
            raise InputError(f"{cell.family.name}: cells is missing; give a list of cells")
        return width(held[-1])
    return _size(cell, "units")


def _chain(layer: Layer, shape: Shape) -> Iterator[tuple[str, Layer, Shape]]:
    seen: dict[str, int] = {}
    for one in layer.inside:
        if one.family.name == "Input":
            continue
        if is_cell(one):
            raise InputError(f"{one}: a cell computes one time step; put it into RNN({one})")
        key = one.family.key
        number = seen[key] = seen.get(key, -1) + 1
        named = one.arguments.get("name")
        yield named if isinstance(named, str) else f"{key}_{number}" if number else key, one, shape
        made = output_shape(one, shape)
        if isinstance(made[0], tuple):
            raise InputError(f"{one}: it has {len(made)} outputs; a chain of layers passes on one")
        shape = made


_PARTS: dict[str, Callable[[Layer, Shape], Iterator[tuple[str, Layer, Shape]]]] = {
    "Bidirectional": _directions,
    "TimeDistributed": _each_step,
    "RNN": _cell,
    "StackedRNNCells": _stacked_cells,
    "Sequential": _chain,
}


def output_shape(layer: Layer, shape: Shape) -> Any:
    """The shape of a layer's output, or a tuple of shapes where it has several outputs.

    >>> from rnnformula.layers import read_layer
    >>> output_shape(read_layer("LSTM(4, return_sequences=True)"), (None, 50, 3))
    (None, 50, 4)

    Raises:
        InputError: the layer can't read such an input, or Keras can't run it.
    """
    rule = layer.family.output
    if not rule:
        raise InputError(f"{layer}: it reads several inputs, which a chain of layers does not give it")
    if not layer.family.inside:
        read_input(layer, shape)
    return _OUTPUTS.get(rule, _by_axes)(layer, shape)


def _by_axes(layer: Layer, shape: Shape) -> Any:
    """The output that a family describes axis by axis."""
    axes = layer.family.output.split()
    outer = shape[:-1] if "features" in layer.family.input else shape
    made: list[int | None] = []
    for axis in axes:
        if axis == "...":
            made += outer[1:]
        elif axis == "space":
            if len(made) <= axes.index("space"):  # all axes of space at once
                made += _convolved(layer, shape)
        elif axis == "steps":
            made += [shape[1]]
        else:
            made.append(_size(layer, axis))
    if "filters" in axes and layer.arguments.get("data_format") == "channels_first":
        made.insert(axes.index("space"), made.pop())
    return _with_states(layer, (shape[0], *made))


def _size(layer: Layer, name: str) -> int:
    if name not in layer.arguments:
        raise missing(layer.family.name, name)
    return scalars(read_size(layer.family, name, layer.arguments[name]))


def _with_states(layer: Layer, whole: Shape) -> Any:
    """All steps or the last, and the states beside it, as a recurrent layer is asked to return."""
    if "return_sequences" not in layer.family.arguments.split():
        return whole
    last = (whole[0], *whole[2:])
    main = whole if layer.arguments.get("return_sequences") else last
    if not layer.arguments.get("return_state"):
        return main
    return (main, *[last] * _states(layer))


def _states(layer: Layer) -> int:
    return 2 if "LSTM" in layer.family.name else 1


def _convolved(layer: Layer, shape: Shape) -> list[int | None]:
    """The axes of space after a convolution."""
    axes = _axes(layer)
    places = [place for place, axis in enumerate(axes, 1) if axis == "space"]
    padding = layer.arguments.get("padding", "valid")
    rank = len(places)
    made: list[int | None] = []
    settings = (_spread(layer, name, rank) for name in ("kernel_size", "strides", "dilation_rate"))
    for place, kernel, stride, dilation in zip(places, *settings, strict=True):
        length = shape[place]
        if length is None:
            made.append(None)
            continue
        window = dilation * (kernel - 1) + 1
        long = length if padding in ("same", "causal") else length - window + 1
        if long < 1:
            raise InputError(f"{layer}: a window of {window} does not fit into {length}; got an input of {shape}")
        made.append(-(-long // stride))
    return made


def _spread(layer: Layer, name: str, rank: int) -> tuple[int, ...]:
    value = layer.arguments.get(name, 1)
    return tuple(value) if isinstance(value, (list, tuple)) else (value,) * rank


def _flat(layer: Layer, shape: Shape) -> Shape:
    known = [axis for axis in shape[1:] if axis is not None]
    total = 1
    for axis in known:
        total *= axis
    return (shape[0], total if len(known) == len(shape) - 1 else None)


def _repeated(layer: Layer, shape: Shape) -> Shape:
    return (shape[0], _size(layer, "n"), shape[1])


def _pooled(layer: Layer, shape: Shape) -> Shape:
    first = layer.arguments.get("data_format") == "channels_first"
    channels = shape[1] if first else shape[2]
    kept: Shape = (channels, 1) if first else (1, channels)
    return (shape[0], *kept) if layer.arguments.get("keepdims") else (shape[0], channels)


def _both_directions(layer: Layer, shape: Shape) -> Any:
    (_, forward, _), (_, backward, _) = parts(layer, shape)
    outputs = [output_shape(Layer(one.family, one.arguments | _returns(forward)), shape) for one in (forward, backward)]
    mode = layer.arguments.get("merge_mode", "concat")
    several = isinstance(outputs[0][0], tuple)
    mains = [output[0] if several else output for output in outputs]
    states = [state for output in outputs if several for state in output[1:]]
    if mode is None:
        return (*mains, *states)
    if mains[0][-1] != mains[1][-1]:
        raise InputError(
            f"{layer}: both directions need equal units, got {mains[0][-1]} and {mains[1][-1]}; "
            "Keras 3 builds such a model and can't run it"
        )
    main = (*mains[0][:-1], 2 * mains[0][-1]) if mode == "concat" else mains[0]
    return (main, *states) if states else main


def _returns(layer: Layer) -> dict[str, Any]:
    return {name: bool(layer.arguments.get(name)) for name in ("return_sequences", "return_state")}


def _of_each_step(layer: Layer, shape: Shape) -> Any:
    ((_, inner, read),) = parts(layer, shape)
    made = output_shape(inner, read)
    if isinstance(made[0], tuple):
        raise InputError(f"{layer}: the layer inside has {len(made)} outputs, expected one")
    return (made[0], shape[1], *made[1:])


def _of_cell(layer: Layer, shape: Shape) -> Any:
    held = parts(layer, shape)
    if len(shape) < 3:
        raise InputError(f"{layer}: expected an input of 3 axes (batch, time, features), got {shape}")
    last = held[-1][1]
    return _with_states(layer, (shape[0], shape[1], width(last)))


def _of_last_layer(layer: Layer, shape: Shape) -> Any:
    held = parts(layer, shape)
    return output_shape(held[-1][1], held[-1][2]) if held else shape


def _same(layer: Layer, shape: Shape) -> Shape:
    return shape


_OUTPUTS: dict[str, Callable[[Layer, Shape], Any]] = {
    "same": _same,
    "one axis": _flat,
    "repeated": _repeated,
    "pooled": _pooled,
    "directions": _both_directions,
    "each step": _of_each_step,
    "cell": _of_cell,
    "last layer": _of_last_layer,
}
