"""Of what a layer is made, and what comes out of it; shapes as in `rnnformula.reading.inputs`."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING, Any

from rnnformula.errors import InputError, shown
from rnnformula.facts import scalars
from rnnformula.reading.inputs import axes_of, padding_of, read_input, spread, start_shape
from rnnformula.reading.layers import Layer
from rnnformula.reading.sizes import missing, read_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from rnnformula.reading.inputs import Shape

#: How the outputs of two directions become one.
MERGE_MODES = ("concat", "sum", "mul", "ave", None)
#: Arguments that both directions must share.
SHARED = ("return_sequences", "return_state", "stateful")


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
    if not any(mode is one or mode == one for one in MERGE_MODES):
        raise InputError(
            f"Bidirectional: merge_mode must be one of {', '.join(map(repr, MERGE_MODES))}, got {shown(mode)}"
        )
    for one in filter(None, (forward, backward)):
        if "return_sequences" not in one.family.arguments.split():
            raise InputError(f"Bidirectional: expected a recurrent layer such as LSTM(64), got {one}")
    goes = bool(forward.arguments.get("go_backwards"))
    if goes == bool(backward.arguments.get("go_backwards")) if backward else goes:
        raise InputError("Bidirectional: layer and backward_layer must differ in go_backwards")
    for name in SHARED:
        if backward and bool(forward.arguments.get(name)) != bool(backward.arguments.get(name)):
            raise InputError(f"Bidirectional: layer and backward_layer must agree in {name}")
    yield "forward_layer", forward, shape
    yield "backward_layer", backward or forward, shape


def _each_step(layer: Layer, shape: Shape) -> Iterator[tuple[str, Layer, Shape]]:
    if len(shape) < 3:
        raise InputError(f"TimeDistributed: expected an input of 3 axes or more (batch, time, ...), got {shape}")
    inner = _inner(layer, "layer")
    if is_cell(inner):
        raise InputError(f"TimeDistributed: expected a layer such as Dense(64), got the cell {inner}")
    yield "layer", inner, (shape[0], *shape[2:])


def _cell(layer: Layer, shape: Shape) -> Iterator[tuple[str, Layer, Shape]]:
    if isinstance(layer.arguments.get("cell"), list):
        for part, cell, read in _cells(layer, shape):
            yield f"cell.{part}", cell, read  # Keras puts the list into a StackedRNNCells
        return
    cell = _inner(layer, "cell")
    check_cell(layer, cell)
    yield "cell", cell, (shape[0], *shape[2:])


def _stacked_cells(layer: Layer, shape: Shape) -> Iterator[tuple[str, Layer, Shape]]:
    yield from _cells(layer, (shape[0], None, *shape[1:]))


def _cells(layer: Layer, shape: Shape) -> Iterator[tuple[str, Layer, Shape]]:
    read = (shape[0], *shape[2:])
    for number, cell in enumerate(_held(layer)):
        check_cell(layer, cell)
        yield f"cells[{number}]", cell, read
        read = (read[0], width(cell))


def _held(layer: Layer) -> list[Layer]:
    """The cells of a list of them."""
    held = layer.arguments.get(layer.family.inside)
    if not isinstance(held, list) or not held:
        raise InputError(f"{layer.family.name}: cells is missing; give a list of cells, such as [LSTMCell(64)]")
    return held


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
        return width(_held(cell)[-1])
    return _size(cell, "units")


def _chain(layer: Layer, shape: Shape) -> Iterator[tuple[str, Layer, Shape]]:
    for name, one, read, _ in _chained(layer, shape):
        yield name, one, read


def _chained(layer: Layer, shape: Shape) -> Iterator[tuple[str, Layer, Shape, Any]]:
    """For each layer of a chain its name, the layer, what it reads and what it puts out."""
    seen: dict[str, int] = {}
    made: Any = shape
    held = [one for place, one in enumerate(layer.inside) if place or one.family.name != "Input"]
    if not held:
        raise InputError("Sequential: layers is missing; give a list of layers, such as [LSTM(64), Dense(1)]")
    begins = start_shape(layer)
    if begins is not None and not _fits(begins, shape):
        raise InputError(f"Sequential: its input is {begins}, it cannot read {shape}")
    for place, one in enumerate(held):
        if one.family.name == "Input":
            raise InputError("Input: it must be the first layer, and there is one input")
        if is_cell(one):
            raise InputError(f"{one}: a cell computes one time step; put it into RNN({one})")
        if place and isinstance(made[0], tuple):
            raise InputError(f"{held[place - 1]}: it has {len(made)} outputs; a chain of layers passes on one")
        key = one.family.key
        number = seen[key] = seen.get(key, -1) + 1
        named = one.arguments.get("name")
        name = named if isinstance(named, str) else f"{key}_{number}" if number else key
        read, made = made, output_shape(one, made)
        yield name, one, read, made


def _fits(begins: Shape, shape: Shape) -> bool:
    """Whether an input of one shape may be given where the other is named."""
    return len(begins) == len(shape) and all(
        one is None or other is None or one == other for one, other in zip(begins, shape, strict=True)
    )


_PARTS: dict[str, Callable[[Layer, Shape], Iterator[tuple[str, Layer, Shape]]]] = {
    "Bidirectional": _directions,
    "TimeDistributed": _each_step,
    "RNN": _cell,
    "StackedRNNCells": _stacked_cells,
    "Sequential": _chain,
}


def output_shape(layer: Layer, shape: Shape) -> Any:
    """The shape of a layer's output, or a tuple of shapes where it has several outputs.

    >>> from rnnformula.reading.layers import read_layer
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


def _with_states(layer: Layer, whole: Shape, states: list[int] | None = None) -> Any:
    """All steps or the last, and the states beside it, as a recurrent layer is asked to return."""
    given = layer.arguments
    if "return_sequences" not in layer.family.arguments.split():
        return whole
    if given.get("stateful") and whole[0] is None:
        raise InputError(f"{layer}: stateful=True needs a fixed batch size, such as Input(batch_shape=(2, 50, 3))")
    last = (whole[0], *whole[2:])
    main = whole if given.get("return_sequences") else last
    if not given.get("return_state"):
        return main
    if states is None:
        return (main, *[last] * layer.family.states)
    return (main, *((whole[0], units) for units in states))


def _states(cell: Layer) -> list[int]:
    """The widths of the states that a cell, or the cells inside it, keep."""
    if cell.family.inside:
        return [units for inner in cell.inside for units in _states(inner)]
    return [width(cell)] * cell.family.states


def _convolved(layer: Layer, shape: Shape) -> list[int | None]:
    """The axes of space after a convolution."""
    places = [place for place, axis in enumerate(axes_of(layer), 1) if axis == "space"]
    padding = padding_of(layer)
    made: list[int | None] = []
    settings = (spread(layer, name) for name in ("kernel_size", "strides", "dilation_rate"))
    for place, kernel, stride, dilation in zip(places, *settings, strict=True):
        length = shape[place]
        if length is None:
            made.append(None)
            continue
        window = dilation * (kernel - 1) + 1
        long = length - window + 1 if padding == "valid" else length
        if long < 1:
            raise InputError(f"{layer}: a window of {window} does not fit into {length}; got an input of {shape}")
        made.append(-(-long // stride))
    return made


def _flat(layer: Layer, shape: Shape) -> Shape:
    known = [axis for axis in shape[1:] if axis is not None]
    return (shape[0], prod(known) if len(known) == len(shape) - 1 else None)


def _repeated(layer: Layer, shape: Shape) -> Shape:
    return (shape[0], _size(layer, "n"), shape[1])


def _pooled(layer: Layer, shape: Shape) -> Shape:
    first = layer.arguments.get("data_format") == "channels_first"
    channels = shape[1] if first else shape[2]
    kept: Shape = (channels, 1) if first else (1, channels)
    return (shape[0], *kept) if layer.arguments.get("keepdims") else (shape[0], channels)


def two_directions(layer: Layer, shape: Shape) -> tuple[Layer, Layer]:
    """The layers of the two directions of a bidirectional one.

    Raises:
        InputError: as in `parts`, and another number of them.
    """
    both = [inner for _, inner, _ in parts(layer, shape)]
    if len(both) != 2:
        raise InputError(f"{layer}: expected a layer for each of two directions, got {len(both)}")
    return both[0], both[1]


def _both_directions(layer: Layer, shape: Shape) -> Any:
    forward, backward = two_directions(layer, shape)
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
    states = [units for _, cell, _ in held for units in _states(cell)]
    return _with_states(layer, (shape[0], shape[1], width(held[-1][1])), states)


def _of_last_layer(layer: Layer, shape: Shape) -> Any:
    *_, (_, _, _, made) = _chained(layer, shape)
    return made


def _permuted(layer: Layer, shape: Shape) -> Shape:
    dims = layer.arguments.get("dims")
    if not isinstance(dims, (list, tuple)) or sorted(map(str, dims)) != sorted(map(str, range(1, len(shape)))):
        raise InputError(f"Permute: dims must be each of the axes 1 to {len(shape) - 1} once, got {shown(dims)}")
    return (shape[0], *(shape[axis] for axis in dims))


def _reshaped(layer: Layer, shape: Shape) -> Shape:
    target = layer.arguments.get("target_shape")
    given = target if isinstance(target, (list, tuple)) else (target,)
    if any(isinstance(one, bool) or not isinstance(one, int) or one < -1 or one == 0 for one in given):
        raise InputError(f"Reshape: target_shape must be positive integers, -1 once at most, got {shown(target)}")
    held = _flat(layer, shape)[1]
    known = prod(one for one in given if one != -1)
    if held is not None and (held % known if given.count(-1) == 1 else held != known or -1 in given):
        raise InputError(f"Reshape: {shown(target)} does not hold the {held} numbers of {shape}")
    left = held // known if held is not None else None
    return (shape[0], *(left if one == -1 else one for one in given))


def _same(layer: Layer, shape: Shape) -> Shape:
    return shape


_OUTPUTS: dict[str, Callable[[Layer, Shape], Any]] = {
    "same": _same,
    "one axis": _flat,
    "repeated": _repeated,
    "pooled": _pooled,
    "permuted": _permuted,
    "reshaped": _reshaped,
    "directions": _both_directions,
    "each step": _of_each_step,
    "cell": _of_cell,
    "last layer": _of_last_layer,
}
