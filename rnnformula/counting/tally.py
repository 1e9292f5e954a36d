"""Layers and sizes -> number of parameters."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any

from rnnformula.counting.shapes import parts
from rnnformula.displayed import Displayed, Typeset
from rnnformula.errors import InputError, nearest, shown
from rnnformula.facts import scalars
from rnnformula.facts.aliases import LEGACY_ARGUMENTS, MEANT
from rnnformula.facts.kinds import keeps_state
from rnnformula.facts.stored import STORED, mode_of, stored
from rnnformula.reading.inputs import (
    Shape,
    bins_of,
    channels_of_group,
    check_multiples,
    input_for,
    read_input,
    read_shape,
    read_sizes,
    start_shape,
)
from rnnformula.reading.layers import Layer, read_layer, rename, with_arguments
from rnnformula.reading.sizes import missing_size, read_size

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnnformula.facts import Array, Choice, Family, Size
    from rnnformula.reading.arguments import Argument

#: What several layers call the width of what they read.
READ_ALIKE = ("features", "channels")

#: The largest number of layers in one module; each brings arrays of its own.
MOST_LAYERS = 1000


@dataclass(frozen=True, slots=True)
class Row:
    """One array of a layer for given sizes: its record, its shape in numbers, its number of scalars.

    >>> from rnnformula import tally
    >>> row = tally("LSTM", units=4, features=3).rows[0]
    >>> row.name, row.shape, row.count
    ('kernel', (3, 16), 48)

    ``sizes`` are those of the layer that owns it; ``part`` says where that is kept in a layer made of
    layers, ``forward_layer``, and is empty else; ``gates`` are those of that layer.
    """

    array: Array
    shape: tuple[int, ...]
    count: int
    sizes: dict[str, Size]
    part: str = ""
    trainable: bool = True
    gates: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """The array's name, preceded by that of the part it belongs to: ``forward_layer.kernel``."""
        return f"{self.part}.{self.array.name}" if self.part else self.array.name


@dataclass(frozen=True, slots=True)
class Tally(Displayed, Typeset):
    """The arrays of one layer for given sizes.

    >>> from rnnformula import tally
    >>> lstm = tally("LSTM", units=4, features=3)
    >>> lstm.count, lstm.sizes, lstm.options
    (128, {'units': 4, 'features': 3}, {'use_bias': True})

    ``layer`` is the class, or the call where layers are inside: ``Bidirectional(LSTM(4))``.
    ``sizes`` are the sizes asked for (``units``, ``features``: positive integers),
    ``options`` the options in force, ``rows`` a row an array in the order of Keras' ``weights``.
    """

    layer: str
    sizes: dict[str, Size]
    options: dict[str, Choice]
    rows: tuple[Row, ...]

    @property
    def count(self) -> int:
        """The number of parameters (scalars) of the layer."""
        return sum(row.count for row in self.rows)

    @property
    def trainable(self) -> int:
        """The number of parameters (scalars) that training changes."""
        return sum(row.count for row in self.rows if row.trainable)

    @property
    def arrays(self) -> tuple[Array, ...]:
        """The records of the arrays, without their sizes."""
        return tuple(row.array for row in self.rows)

    def size(self, name: str) -> int:
        """A size as one number.

        Raises:
            InputError: the layer has no such size.
        """
        if name not in self.sizes:
            raise InputError(f"{self.layer}: it has no {name} of its own (known: {', '.join(self.sizes) or 'none'})")
        return scalars(self.sizes[name])

    @property
    def uniform(self) -> bool:
        """Whether all arrays have the same sizes, so that one formula with symbols speaks of them all."""
        return all(row.sizes == self.rows[0].sizes for row in self.rows)


def count(layer: str, /, **arguments: Argument) -> int:
    """The number of parameters (scalars) of a layer.

    >>> count("SimpleRNN", units=10, features=1)
    120
    >>> count("Bidirectional(LSTM(4))", features=3)
    256

    Args:
        layer: Keras' name of the layer class, such as ``"SimpleRNN"``, or a call of it as in Keras code.
        arguments: what the call does not say, by Keras' names (``units``, ``use_bias``), and what the
            layer reads: ``features``, or ``channels`` of a convolution; or ``input_shape``, the axes
            of one sample.

    Raises:
        InputError: an unknown layer or argument, one that is missing, or one of a wrong kind.
    """
    return tally(layer, **arguments).count


def tally(layer: str, /, **arguments: Argument) -> Tally:
    """The arrays of a layer with their shapes and numbers; arguments and errors as in `count`.

    >>> [row.shape for row in tally("SimpleRNN", units=10, features=1).rows]
    [(1, 10), (10, 10), (10,)]
    """
    record, sizes, shape = split_arguments(layer, arguments)
    begins = read_shape(record, shape) if shape is not None else start_shape(record)
    if begins is not None:
        if named := [name for name in sizes if name in read_sizes(record) and name != "value_features"]:
            raise InputError(f"{record.family.name}: give {named[0]} or the shape of the input, not both")
        if not record.family.inside:
            sizes = read_input(record, begins) | sizes
        return tally_of(record, begins, sizes)
    for name in read_sizes(record) if record.inside else ():
        if name not in sizes:
            raise missing_size(record.family.name, name)
    if "groups" in record.arguments and "channels" in sizes:
        sizes["channels"] = channels_of_group(record, sizes["channels"])
    return tally_of(record, input_for(record, sizes), sizes)


def split_arguments(layer: str, arguments: Mapping[str, Argument]) -> tuple[Layer, dict[str, Size], Any]:
    """What `count` was given: the layer with its arguments, the sizes that it reads, the input shape or None.

    Raises:
        InputError: as in `count`.
    """
    record = read_layer(layer)
    arguments = rename(record.family, arguments)
    inside = {name: arguments.pop(name) for name in record.family.inside if name in arguments}
    record = with_arguments(record, inside)
    composition = record.family.composition
    if composition and not composition.is_chain and not record.inside:
        parts(record, (None, None, 1))  # says which layer is missing
    named = record.family.arguments
    read = [name for name in read_sizes(record) if name not in named]
    sizes = {name: read_size(record.family, name, arguments[name]) for name in read if name in arguments}
    rest = {name: value for name, value in arguments.items() if name not in sizes and name != "input_shape"}
    other = next((name for name in READ_ALIKE if name in rest and name not in (*read, *named)), "")
    if other and (right := next((name for name in READ_ALIKE if name in read), "")):
        raise InputError(f"{record}: what it reads is called {right}, not {other}; give {right}={rest[other]}")
    for name in rest:
        if name not in named and name.startswith(("input_", "batch_")) and name not in LEGACY_ARGUMENTS:
            known = [*record.family.sizes, *record.family.choices] or [*read, *named, "input_shape"]
            raise InputError(f"{record.family.name}: unknown argument {name!r}; {nearest(name, known, named, MEANT)}")
    return with_arguments(record, rest), sizes, arguments.get("input_shape")


def tally_of(layer: Layer, shape: Shape, given: Mapping[str, Size] | None = None) -> Tally:
    """The arrays of a layer that reads an input of this shape.

    Args:
        layer: the layer.
        shape: the input, batch first.
        given: sizes that are read and known already; else they are those of the shape.

    Raises:
        InputError: as in `count`, and a shape that the layer can't read.
    """
    if not layer.family.inside:
        counted = _own(layer, shape, dict(given or {}))
    else:
        inside = [(part, tally_of(inner, reads)) for part, inner, reads in parts(layer, shape)]
        rows = [
            replace(row, part=f"{part}.{row.part}" if row.part else part)
            for part, counted in inside
            for row in counted.rows
        ]
        if not given and inside and start_shape(layer) is None:
            read = inside[0][1].sizes
            given = {name: read[name] for name in read_sizes(layer) if name in read}
        counted = Tally(str(layer), dict(given or {}), {}, tuple(_with_own(layer, rows)))
    return counted


def _with_own(layer: Layer, rows: list[Row]) -> list[Row]:
    """The arrays of the layers inside, and those that a layer around one keeps beside the first of them.

    Keras lists a kernel, what belongs to it, and the rest; a kernel that LoRA froze comes with the rest.

    Raises:
        InputError: the layer inside has no such array.
    """
    composition = layer.family.composition
    if not composition or not composition.around:
        return rows
    first, inner = (rows[0] if rows else None), layer.inside[0].family
    is_made_of_others = inner.composition is not None and not inner.composition.around
    if not first or first.array.name not in composition.around or is_made_of_others or keeps_state(inner):
        names = " or ".join(composition.around)
        raise InputError(f"{layer.family.name}: expected a layer with a {names}, got {layer.inside[0]}")
    frozen = layer.arguments.get("trainable", True) is False
    sizes: dict[str, Size] = dict.fromkeys(layer.family.all_sizes, first.shape[-1])
    own = [
        Row(array, array.shape_for(sizes), array.count_for(sizes), sizes, trainable=array.trainable and not frozen)
        for array in layer.family.arrays
    ]
    beside = 1 if first.trainable else 0
    return [*rows[:beside], *own, *rows[beside:]]


def _own(layer: Layer, shape: Shape, sizes: dict[str, Size]) -> Tally:
    """The arrays of a layer that has no layers inside."""
    family = stored_family(layer)
    unread = [name for name in family.read if name not in sizes and name not in dict(family.defaults)]
    if unread and any(axis is not None for axis in shape[1:]):
        sizes |= read_input(layer, shape)
    if family.reads == "bins" and "bins" not in sizes:
        sizes["bins"] = bins_of(layer)
    options: dict[str, Choice] = {}
    for name, default in family.choices.items():
        options[name] = read_option(family, name, layer.arguments.get(name, default))
    for name in family.all_sizes:
        value = sizes.get(name, layer.arguments.get(name))
        if name in family.optional and (value is None or (value == 0 and value is not False)):
            continue
        if value is None:
            value = sizes[family.ties[name]] if name in family.ties else family.numbers.get(name)
        if value is None and name not in layer.arguments:
            raise missing_size(family.name, name)
        sizes[name] = read_size(family, name, value)
        if name in family.optional and sizes[name] == sizes.get(str(dict(family.defaults).get(name))):
            del sizes[name]  # as if it were left out
    ordered = {name: sizes[name] for name in family.all_sizes if name in sizes}
    check_multiples(layer, ordered)
    for name, bound in family.below:
        if name in ordered and scalars(ordered[name]) >= scalars(ordered[bound]):
            raise InputError(f"{family.name}: {name} must be below {bound}, got {ordered[name]} and {ordered[bound]}")
    frozen = layer.arguments.get("trainable", True) is False
    choice = options | {name: name in ordered for name in family.optional}
    inner = family.with_quotients(ordered, options)
    rows = tuple(
        Row(
            array,
            array.shape_for(inner),
            array.count_for(inner),
            inner,
            trainable=array.trainable and not frozen,
            gates=family.gates,
        )
        for array in family.arrays_for(choice)
    )
    return Tally(family.name, ordered, options, rows)


def stored_family(layer: Layer) -> Family:
    """The family of a layer, with the arrays that it has under its type of numbers.

    Raises:
        InputError: Keras can't store it so.
    """
    mode = mode_of(layer.arguments.get("dtype"))
    family = stored(layer.family, mode) if mode else layer.family
    if family is None and layer.family.name in STORED:
        raise InputError(f"{layer.family.name}: nothing is known of {shown(layer.arguments['dtype'])} for it")
    return family or layer.family


def read_option(family: Family, name: str, value: object) -> Choice:
    """The value of an option.

    Raises:
        InputError: it is none of those that the option can have.
    """
    option = next(option for option in family.options if option.name == name)
    if option.given:
        return value is not None and value is not False and value not in ((), [])
    values = option.values
    if isinstance(values[0], bool) and not isinstance(value, bool):
        raise InputError(f"{family.name}: {name} must be True or False, got {shown(value)}")
    if isinstance(values[0], int) and not isinstance(values[0], bool):
        number = scalars(read_size(family, name, value))
        if option.searched and number > MOST_LAYERS:
            raise InputError(f"{family.name}: {name} must be at most {MOST_LAYERS:,}, got {number:,}")
        return number
    if not isinstance(values[0], bool) and value not in values:
        raise InputError(f"{family.name}: {name} must be one of {', '.join(map(repr, values))}, got {shown(value)}")
    return value  # type: ignore[return-value]  # one of the values
