"""Sizes -> number of parameters."""

from __future__ import annotations

from dataclasses import dataclass
from operator import index
from typing import TYPE_CHECKING

from rnnformula.families import FAMILIES

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from rnnformula.model import Array, Family

#: What readers call a size elsewhere -> the argument here. Only used to name the right one in an error.
ALSO_CALLED = {
    "hidden": "units",
    "hidden_dim": "units",
    "hidden_size": "units",
    "num_units": "units",
    "out_features": "units",
    "output_size": "units",
    "in_features": "features",
    "input_dim": "features",
    "input_shape": "features",
    "input_size": "features",
    "num_features": "features",
    "bias": "use_bias",
}


class InputError(ValueError):
    """Sizes, options or a layer name that mean nothing; the message says what came and what was expected."""


@dataclass(frozen=True, slots=True)
class Row:
    """One array of a layer for given sizes: its record, its shape in numbers, its number of scalars."""

    array: Array
    shape: tuple[int, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Tally:
    """The arrays of one layer for given sizes.

    ``sizes`` are the sizes asked for (``units``, ``features``: positive integers),
    ``options`` the options in force, ``rows`` a row an array in the order of Keras' ``weights``.
    """

    layer: str
    sizes: dict[str, int]
    options: dict[str, bool]
    rows: tuple[Row, ...]

    @property
    def count(self) -> int:
        """The number of parameters (scalars) of the layer."""
        return sum(row.count for row in self.rows)

    @property
    def arrays(self) -> tuple[Array, ...]:
        """The arrays alone."""
        return tuple(row.array for row in self.rows)


def count(layer: str, /, **arguments: int) -> int:
    """The number of parameters (scalars) of a layer.

    >>> count("SimpleRNN", units=10, features=1)
    120

    Args:
        layer: Keras' name of the layer class, such as ``"SimpleRNN"``.
        arguments: ``units`` and ``features``, positive integers; ``use_bias``, a bool.

    Raises:
        InputError: an unknown layer or argument, one that is missing, or one of a wrong kind.
    """
    return tally(layer, **arguments).count


def tally(layer: str, /, **arguments: int) -> Tally:
    """The arrays of a layer with their shapes and numbers; arguments and errors as in `count`.

    >>> [row.shape for row in tally("SimpleRNN", units=10, features=1).rows]
    [(1, 10), (10, 10), (10,)]
    """
    family = find(layer)
    sizes, options = _read(family, arguments)
    arrays = family.variant(options).arrays
    rows = tuple(Row(array, array.shape_for(sizes), array.count_for(sizes)) for array in arrays)
    return Tally(family.name, sizes, options, rows)


def find(layer: str) -> Family:
    """The family of that name.

    Raises:
        InputError: there is none; the message names the nearest.
    """
    if layer in FAMILIES:
        return FAMILIES[layer]
    raise InputError(f"unknown layer {layer!r}; {nearest(str(layer), FAMILIES)}")


def _read(family: Family, arguments: Mapping[str, object]) -> tuple[dict[str, int], dict[str, bool]]:
    defaults = family.options
    known = (*family.sizes, *defaults)
    for name in arguments:
        if name not in known:
            raise InputError(f"{family.name}: unknown argument {name!r}; {nearest(name, known)}")
    sizes = {name: _size(family, name, arguments) for name in family.sizes}
    for name in defaults:
        value = arguments.get(name, defaults[name])
        if not isinstance(value, bool):
            raise InputError(f"{family.name}: {name} must be True or False, got {value!r}")
        defaults[name] = value
    return sizes, defaults


def _size(family: Family, name: str, arguments: Mapping[str, object]) -> int:
    if name not in arguments:
        raise InputError(f"{family.name}: {name} is missing; give a positive integer, such as {name}=3")
    value = arguments[name]
    try:
        if isinstance(value, bool):
            raise TypeError
        number = index(value)  # type: ignore[arg-type]  # what is no integer raises, NumPy's pass
    except TypeError:
        number = 0
    if number < 1:
        raise InputError(f"{family.name}: {name} must be a positive integer, got {value!r}")
    return int(number)


def nearest(name: str, known: Iterable[str]) -> str:
    """The end of an error about an unknown name: the one that was probably meant, and all known ones.

    >>> nearest("SimpelRNN", ["SimpleRNN", "Dense"])
    "did you mean 'SimpleRNN'? (known: SimpleRNN, Dense)"
    """
    from difflib import get_close_matches

    names = {known_name.lower(): known_name for known_name in known}
    guess = ALSO_CALLED.get(name.lower(), "")
    if guess not in names.values():
        guess = names[get_close_matches(name.lower(), names, n=1, cutoff=0.0)[0]]
    return f"did you mean {guess!r}? (known: {', '.join(names.values())})"
