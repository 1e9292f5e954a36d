"""The layers that a layer is made of, and the shapes of its outputs; shapes as in `rnnformula.reading.inputs`."""

from __future__ import annotations

from math import prod
from typing import TYPE_CHECKING

from rnnformula.counting.encoding import ENCODED
from rnnformula.counting.spaces import SPACES, lengths_of_space, product_of
from rnnformula.errors import InputError, shown
from rnnformula.facts import scalars
from rnnformula.facts.composition import CELL
from rnnformula.facts.module import Module
from rnnformula.reading.einsum import read_equation
from rnnformula.reading.inputs import axes_of, read_input, start_shape
from rnnformula.reading.layers import Layer
from rnnformula.reading.sizes import is_whole, missing_size, read_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from rnnformula.facts import Composition
    from rnnformula.reading.inputs import Shape, Shapes

    #: Where a layer inside is kept, the layer, what it reads.
    Part = tuple[str, Layer, Shape]

#: How the outputs of two directions become one.
MERGE_MODES = ("concat", "sum", "mul", "ave", None)
#: Arguments that both directions must share.
SHARED_ARGUMENTS = ("return_sequences", "return_state", "stateful")


def parts(layer: Layer, shape: Shape) -> list[Part]:
    """The layers that a layer is made of: where each is kept, the layer, what it reads.

    Raises:
        InputError: a layer inside is missing, of the wrong kind, or reads what it is not given.
    """
    composition = layer.family.composition
    if composition is None:
        return []
    if composition.is_chain:
        return [(name, inner, reads) for name, inner, reads, _ in _chained(layer, shape)]
    if composition.both_ways:
        return list(_directions(layer, composition, shape))
    if composition.list_place and (
        not composition.places or isinstance(layer.arguments.get(layer.family.inside[0]), list)
    ):
        return list(_stacked(layer, composition, shape))
    return [_single(layer, composition, shape)]


def _inner(layer: Layer, composition: Composition) -> Layer:
    """The layer inside, or the first where there are several."""
    name = composition.arguments[0]
    inner = layer.arguments.get(name)
    if not isinstance(inner, Layer):
        raise InputError(f"{layer.family.name}: {name} is missing; give a layer, such as {composition.example}")
    return inner


def _step(shape: Shape) -> Shape:
    """The shape of one time step of an input."""
    return (shape[0], *shape[2:])


def _directions(layer: Layer, composition: Composition, shape: Shape) -> Iterator[Part]:
    name = layer.family.name
    first, second = composition.arguments
    forward = _inner(layer, composition)
    backward = layer.arguments.get(second)
    mode = layer.arguments.get("merge_mode", "concat")
    if not any(mode is known or mode == known for known in MERGE_MODES):
        raise InputError(f"{name}: merge_mode must be one of {', '.join(map(repr, MERGE_MODES))}, got {shown(mode)}")
    for inner in filter(None, (forward, backward)):
        if not inner.family.recurrent:
            raise InputError(f"{name}: expected a recurrent layer such as {composition.example}, got {inner}")
    goes = bool(forward.arguments.get("go_backwards"))
    if goes == bool(backward.arguments.get("go_backwards")) if backward else goes:
        raise InputError(f"{name}: {first} and {second} must differ in go_backwards")
    for shared in SHARED_ARGUMENTS:
        if backward and bool(forward.arguments.get(shared)) != bool(backward.arguments.get(shared)):
            raise InputError(f"{name}: {first} and {second} must agree in {shared}")
    for place, inner in zip(composition.places, (forward, backward or forward), strict=True):
        yield place, inner, shape


def _single(layer: Layer, composition: Composition, shape: Shape) -> Part:
    if composition.around:
        return composition.places[0], _inner(layer, composition), shape
    if composition.part != CELL and len(shape) < 3:
        raise InputError(f"{layer.family.name}: expected an input of 3 axes or more (batch, time, ...), got {shape}")
    inner = _inner(layer, composition)
    if composition.part == CELL:
        _check_cell(layer, composition, inner)
    elif inner.family.cell:
        raise InputError(f"{layer.family.name}: expected a layer such as Dense(64), got the cell {inner}")
    return composition.places[0], inner, _step(shape)


def _stacked(layer: Layer, composition: Composition, shape: Shape) -> Iterator[Part]:
    """The cells of a stack, each of which reads the output of the one before it in the same time step."""
    reads = _step(shape) if composition.each_step else shape
    for number, cell in enumerate(_stack(layer)):
        _check_cell(layer, composition, cell)
        yield composition.list_place.format(number), cell, reads
        reads = (reads[0], cell_width(cell))


def _stack(layer: Layer) -> list[Layer]:
    """The cells of a stack, which are given as a list."""
    cells = layer.arguments.get(layer.family.inside[0])
    if not isinstance(cells, list) or not cells:
        raise InputError(f"{layer.family.name}: cells is missing; give a list of cells, such as [LSTMCell(64)]")
    return cells


def _check_cell(layer: Layer, composition: Composition, cell: Layer) -> None:
    if not cell.family.cell:
        raise InputError(f"{layer.family.name}: expected a cell such as {composition.example}, got {cell}")


def cell_width(cell: Layer) -> int:
    """How many numbers a cell puts out at a step.

    Raises:
        InputError: it does not say how many units it has.
    """
    if cell.family.composition:
        return cell_width(_stack(cell)[-1])
    return _size(cell, "units")


def _names(layers: Sequence[Layer], seen: dict[str, int]) -> Iterator[str]:
    """The names of layers as Keras numbers them when code makes them: a layer inside another one before that."""
    for layer in layers:
        for _ in _names(layer.inside, seen):
            pass
        given, key = layer.arguments.get("name"), layer.family.key
        if isinstance(given, str):
            yield given
        else:
            number = seen[key] = seen.get(key, -1) + 1
            yield f"{key}_{number}" if number else key


def _chained(layer: Layer, shape: Shape) -> Iterator[tuple[str, Layer, Shape, Shapes]]:
    """For each layer of a chain its name, the layer, what it reads and what it puts out."""
    put_out: Shapes = (shape,)
    name = layer.family.name
    layers = [inner for place, inner in enumerate(layer.inside) if place or inner.family.name != "Input"]
    if not layers:
        raise InputError(f"{name}: layers is missing; give a list of layers, such as [LSTM(64), Dense(1)]")
    begins = start_shape(layer)
    if begins is not None and not _fits(begins, shape):
        raise InputError(f"{name}: its input is {begins}, it cannot read {shape}")
    for place, (inner, named) in enumerate(zip(layers, list(_names(layers, {})), strict=True)):
        if inner.family.name == "Input":
            raise InputError("Input: it must be the first layer, and there is one input")
        if inner.family.cell:
            raise InputError(f"{inner}: a cell computes one time step; put it into RNN({inner})")
        if len(put_out) > 1:
            raise InputError(f"{layers[place - 1]}: it has {len(put_out)} outputs; a chain of layers passes on one")
        (reads,), put_out = put_out, outputs(inner, put_out[0])
        yield named, inner, reads, put_out


def _fits(begins: Shape, shape: Shape) -> bool:
    """Whether an input of one shape may be given where the other is named."""
    return len(begins) == len(shape) and all(
        length is None or other is None or length == other for length, other in zip(begins, shape, strict=True)
    )


def output_shape(layer: Layer, shape: Shape) -> Shape | Shapes:
    """The shape of a layer's output, or a tuple of shapes where it has several outputs.

    >>> from rnnformula.reading.layers import read_layer
    >>> output_shape(read_layer("LSTM(4, return_sequences=True)"), (None, 50, 3))
    (None, 50, 4)

    Raises:
        InputError: the layer can't read such an input, or Keras can't run it.
    """
    shapes = outputs(layer, shape)
    return shapes if len(shapes) > 1 else shapes[0]


def outputs(layer: Layer, shape: Shape) -> Shapes:
    """The shapes of all outputs of a layer; errors as in `output_shape`."""
    family = layer.family
    if not family.output:
        raise InputError(f"{layer}: it reads several inputs, which a chain of layers does not give it")
    if isinstance(family, Module):
        from rnnformula.counting.module_shapes import module_output

        return (module_output(layer, shape),)
    if not family.composition:
        read_input(layer, shape)
    return _OUTPUTS.get(family.output[0], _by_axes)(layer, shape)


def _by_axes(layer: Layer, shape: Shape) -> Shapes:
    """The output that a family describes axis by axis."""
    axes = layer.family.output
    outer = shape[:-1] if "features" in layer.family.input else shape
    lengths: list[int | None] = []
    for axis in axes:
        if axis == "...":
            lengths += outer[1:]
        elif axis in SPACES:
            if len(lengths) <= axes.index(axis):  # all axes of space at once
                lengths += lengths_of_space(layer, axis, shape)
        elif axis.startswith("channels"):
            lengths.append(_channels(layer, axis, shape))
        elif axis == "steps":
            lengths += [shape[1]]
        else:
            lengths.append(_size(layer, axis))
    spaces = [place for place, axis in enumerate(axes) if axis in SPACES]
    if spaces and layer.arguments.get("data_format") == "channels_first":
        lengths.insert(spaces[0], lengths.pop())
    return _with_states(layer, (shape[0], *lengths))


def _size(layer: Layer, name: str) -> int:
    if name not in layer.arguments:
        raise missing_size(layer.family.name, name)
    return scalars(read_size(layer.family, name, layer.arguments[name]))


def _with_states(layer: Layer, whole: Shape, states: list[int] | None = None) -> Shapes:
    """All steps or the last, and the states beside it, as a recurrent layer is asked to return."""
    given = layer.arguments
    if not layer.family.recurrent:
        return (whole,)
    if given.get("stateful") and whole[0] is None:
        raise InputError(f"{layer}: stateful=True needs a fixed batch size, such as Input(batch_shape=(2, 50, 3))")
    last = _step(whole)
    main = whole if given.get("return_sequences") else last
    if not given.get("return_state"):
        return (main,)
    if states is None:
        return (main, *[last] * layer.family.states)
    return (main, *((whole[0], units) for units in states))


def _states(cell: Layer) -> list[int]:
    """The widths of the states that a cell, or the cells inside it, keep."""
    if cell.family.composition:
        return [units for inner in cell.inside for units in _states(inner)]
    return [cell_width(cell)] * cell.family.states


def _channels(layer: Layer, axis: str, shape: Shape) -> int | None:
    """The channels of the input, and those times a size where the axis says so: ``channels*depth_multiplier``."""
    channels = shape[1 + axes_of(layer).index("channels")]
    for name in axis.split("*")[1:]:
        default = layer.family.numbers.get(name)
        times = scalars(read_size(layer.family, name, layer.arguments.get(name, default)))
        channels = None if channels is None else channels * times
    return channels


def _flat(layer: Layer, shape: Shape) -> Shapes:
    return ((shape[0], product_of(shape[1:])),)


def _repeated(layer: Layer, shape: Shape) -> Shapes:
    return ((shape[0], _size(layer, "n"), shape[1]),)


def _pooled(layer: Layer, shape: Shape) -> Shapes:
    first = layer.arguments.get("data_format") == "channels_first"
    channels = shape[1] if first else shape[-1]
    ones = (1,) * (len(shape) - 2)
    kept: Shape = (channels, *ones) if first else (*ones, channels)
    return ((shape[0], *kept) if layer.arguments.get("keepdims") else (shape[0], channels),)


def two_directions(layer: Layer, shape: Shape) -> tuple[Layer, Layer]:
    """The layers of the two directions of a bidirectional one.

    Raises:
        InputError: as in `parts`, and another number of them.
    """
    both = [inner for _, inner, _ in parts(layer, shape)]
    if len(both) != 2:
        raise InputError(f"{layer}: expected a layer for each of two directions, got {len(both)}")
    return both[0], both[1]


def _both_directions(layer: Layer, shape: Shape) -> Shapes:
    forward, backward = two_directions(layer, shape)
    returns = {name: bool(forward.arguments.get(name)) for name in ("return_sequences", "return_state")}
    directions = [outputs(Layer(inner.family, inner.arguments | returns), shape) for inner in (forward, backward)]
    mode = layer.arguments.get("merge_mode", "concat")
    mains = [shapes[0] for shapes in directions]
    states = [state for shapes in directions for state in shapes[1:]]
    if mode is None:
        return (*mains, *states)
    width, other = (main[-1] for main in mains)
    if width is None or width != other:
        raise InputError(
            f"{layer}: both directions need equal units, got {width} and {other}; "
            "Keras 3 builds such a model and can't run it"
        )
    main = (*mains[0][:-1], 2 * width) if mode == "concat" else mains[0]
    return (main, *states)


def _of_each_step(layer: Layer, shape: Shape) -> Shapes:
    ((_, inner, reads),) = parts(layer, shape)
    first, *more = outputs(inner, reads)
    if more:
        raise InputError(f"{layer}: the layer inside has {1 + len(more)} outputs, expected one")
    return ((first[0], shape[1], *first[1:]),)


def _of_last_cell(layer: Layer, shape: Shape) -> Shapes:
    cells = [inner for _, inner, _ in parts(layer, shape)]
    if len(shape) < 3:
        raise InputError(f"{layer}: expected an input of 3 axes (batch, time, features), got {shape}")
    states = [units for cell in cells for units in _states(cell)]
    return _with_states(layer, (shape[0], shape[1], cell_width(cells[-1])), states)


def _of_last_layer(layer: Layer, shape: Shape) -> Shapes:
    *_, (_, _, _, shapes) = _chained(layer, shape)
    return shapes


def _permuted(layer: Layer, shape: Shape) -> Shapes:
    dims = layer.arguments.get("dims")
    if not isinstance(dims, (list, tuple)) or sorted(map(str, dims)) != sorted(map(str, range(1, len(shape)))):
        raise InputError(f"Permute: dims must be each of the axes 1 to {len(shape) - 1} once, got {shown(dims)}")
    return ((shape[0], *(shape[axis] for axis in dims)),)


def _reshaped(layer: Layer, shape: Shape) -> Shapes:
    target = layer.arguments.get("target_shape")
    given = target if isinstance(target, (list, tuple)) else (target,)
    if not all(length == -1 or is_whole(length) for length in given):
        raise InputError(f"Reshape: target_shape must be positive integers, -1 once at most, got {shown(target)}")
    numbers = product_of(shape[1:])
    known = prod(length for length in given if length != -1)
    if numbers is not None and (numbers % known if given.count(-1) == 1 else numbers != known or -1 in given):
        raise InputError(f"Reshape: {shown(target)} does not hold the {numbers} numbers of {shape}")
    left = numbers // known if numbers is not None else None
    return ((shape[0], *(left if length == -1 else length for length in given)),)


def _of_inner(layer: Layer, shape: Shape) -> Shapes:
    ((_, inner, reads),) = parts(layer, shape)
    return outputs(inner, reads)


def _by_equation(layer: Layer, shape: Shape) -> Shapes:
    return (read_equation(layer, shape).output,)


def _as_told(layer: Layer, shape: Shape) -> Shapes:
    """The output of a function, which only its author can say."""
    given = layer.arguments.get("output_shape")
    axes = given if isinstance(given, (list, tuple)) else (given,)
    if given is None or not all(axis is None or is_whole(axis) for axis in axes):
        raise InputError(f"{layer.family.name}: what its function puts out is not known; give output_shape=(3,)")
    return ((shape[0], *axes),)


def _same(layer: Layer, shape: Shape) -> Shapes:
    return (shape,)


#: The first word of a family's output -> what makes the shapes; all others are axes.
_OUTPUTS: dict[str, Callable[[Layer, Shape], Shapes]] = {
    "same": _same,
    "one axis": _flat,
    "repeated": _repeated,
    "pooled": _pooled,
    "permuted": _permuted,
    "reshaped": _reshaped,
    "both directions": _both_directions,
    "each step": _of_each_step,
    "last cell": _of_last_cell,
    "last layer": _of_last_layer,
    "inner layer": _of_inner,
    "by equation": _by_equation,
    "as told": _as_told,
    **ENCODED,
}
