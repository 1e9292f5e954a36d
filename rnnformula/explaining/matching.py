"""Shapes of weights -> the layers whose arrays have exactly these shapes; `numbers/matching.mjs` does the same."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import product
from math import log
from typing import TYPE_CHECKING, Any

from rnnformula.counting.likelihood import EQUAL_DIGITS, FOREIGN, log_likelihood
from rnnformula.counting.solving import leaves, values_tried
from rnnformula.counting.tally import tally_of
from rnnformula.errors import InputError
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.reading.inputs import input_for
from rnnformula.reading.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rnnformula.counting.tally import Tally
    from rnnformula.facts import Array, Choice, Family
    from rnnformula.facts.grammar import Axis

#: The shape of an array, without a batch.
Axes = tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Match:
    """A layer whose arrays have these shapes, and how likely it is."""

    layer: Layer
    tally: Tally
    weight: float

    @property
    def is_usual(self) -> bool:
        """Whether all options of the layer, or of the first one inside, are the default ones."""
        leaf = next(leaves(self.layer))
        return all(leaf.arguments.get(name, value) == value for name, value in leaf.family.choices.items())


@dataclass(frozen=True, slots=True)
class _Variant:
    """A family with some options: its arrays, and those options that are not the default ones."""

    family: Family
    arrays: tuple[Array, ...]
    options: dict[str, Choice]

    def chosen(self, names: Sequence[str], shapes: Sequence[Axes]) -> tuple[Array, ...] | None:
        """The arrays in the order of the shapes: by the names that are given, or in their own order."""
        if len(self.arrays) != len(shapes):
            return None
        if not all(names):
            return self.arrays
        matches = [
            next((array for array in self.arrays if name in (array.name, _last(array.name))), None) for name in names
        ]
        arrays = [array for array in matches if array is not None]
        return tuple(arrays) if len(arrays) == len({id(array) for array in arrays}) == len(names) else None


def layers_of_shapes(shapes: Sequence[Axes], names: Sequence[str] = ()) -> list[Match]:
    """All layers with these shapes, the likeliest first; of two directions a half each.

    >>> [str(match.layer) for match in layers_of_shapes([(6, 256), (64, 256), (256,)])[:2]]
    ['LSTM(64)', 'LSTMCell(64)']
    """
    names = names or [""] * len(shapes)
    half = len(shapes) // 2
    is_twice = half > 0 and 2 * half == len(shapes) and tuple(shapes[:half]) == tuple(shapes[half:])
    both_ways = next(family for family in FAMILIES.values() if family.composition and family.composition.both_ways)
    matches: list[Match] = []
    for variant in _of_so_many_arrays(len(shapes), half if is_twice else 0):
        if match := _matched(variant, shapes, names, None):
            matches.append(match)
        is_inner = is_twice and variant.family.name in FAMILIES and variant.family.recurrent
        if is_inner and (match := _matched(variant, shapes[:half], names[:half], both_ways)):
            matches.append(match)
    # Logarithms that are equal but for their last digits are equal in both languages.
    return sorted(matches, key=lambda match: -round(match.weight, EQUAL_DIGITS))


@cache
def _variants() -> tuple[_Variant, ...]:
    families = (*FAMILIES.values(), *FRAMEWORKS.values())
    return tuple(
        variant for family in families if not family.composition and family.arrays for variant in _variants_of(family)
    )


@cache
def _of_so_many_arrays(number: int, half: int) -> tuple[_Variant, ...]:
    return tuple(variant for variant in _variants() if len(variant.arrays) in (number, half))


def _variants_of(family: Family) -> Iterator[_Variant]:
    """The family under all its options, each choice of arrays once."""
    tried = [values_tried(option) for option in family.options]
    seen = set()
    for values in product(*tried):
        options = dict(zip((option.name for option in family.options), values, strict=True))
        arrays = family.arrays_for(options)
        key = tuple((array.name, array.axes) for array in arrays)
        if key not in seen:
            seen.add(key)
            others = {name: value for name, value in options.items() if value != family.choices[name]}
            yield _Variant(family, arrays, others)


def _matched(variant: _Variant, shapes: Sequence[Axes], names: Sequence[str], around: Family | None) -> Match | None:
    """The layer of one variant, None where its arrays can't have these shapes."""
    family = variant.family
    wanted = variant.chosen(names, shapes)
    sizes = _sizes_by(family, wanted, shapes) if wanted else None
    if wanted is None or sizes is None or any(name not in sizes for name in family.sizes):
        return None
    own = {name: size for name, size in sizes.items() if name in family.arguments}
    layer = Layer(family, own | variant.options)
    if around:
        layer = Layer(around, {around.inside[0]: layer})
    read = {name: size for name, size in sizes.items() if name not in family.arguments}
    tally = _tally(layer, read)
    if tally is None:
        return None
    counted = {row.array.name: row.shape for row in reversed(tally.rows)}
    if any(counted.get(array.name) != shape for array, shape in zip(wanted, shapes, strict=True)):
        return None
    weight = log_likelihood(layer, read) + (log(FOREIGN) if "." in family.name else 0)
    return Match(layer, tally, weight)


def _tally(layer: Layer, read: dict[str, Any]) -> Tally | None:
    try:
        return tally_of(layer, input_for(layer, read), {} if layer.inside else read)
    except InputError:
        return None


def _sizes_by(family: Family, arrays: Sequence[Array], shapes: Sequence[Axes]) -> dict[str, Any] | None:
    """The sizes by which arrays have shapes, as far as the shapes tell them; None where they can't."""
    sizes: dict[str, Any] = {}
    windows: dict[int, int] = {}
    sums: list[tuple[Axis, int]] = []
    for array, shape in zip(arrays, shapes, strict=True):
        axes = _places_of(family, array)
        if len(axes) != len(shape):
            return None
        for place, (axis, length) in enumerate(zip(axes, shape, strict=True)):
            term = axis[0]
            if len(term.sizes) > 1:
                continue  # the shapes are compared in the end
            if len(axis) > 1:
                sums.append((axis, length))
            elif not term.size:
                if length != term.factor:
                    return None
            elif term.size == "kernel_size":
                if windows.setdefault(place, length) != length:
                    return None
            elif length % term.factor or sizes.setdefault(term.size, length // term.factor) * term.factor != length:
                return None
    for axis, length in sums:
        missing = [term for term in axis if term.size not in sizes]
        if len(missing) != 1:
            continue  # the shapes are compared in the end
        left = length - sum(
            term.factor * (sizes[term.size] if term.size else 1) for term in axis if term not in missing
        )
        size, rest = divmod(left, missing[0].factor)
        if rest or size <= 0:
            return None
        sizes[missing[0].size] = size
    if windows:
        sides = tuple(windows[place] for place in sorted(windows))
        sizes["kernel_size"] = sides if len(sides) > 1 else sides[0]
    return sizes if all(size != 0 for size in sizes.values()) else None


def _places_of(family: Family, array: Array) -> list[Axis]:
    """An axis a place: a window stands for as many as there are axes of space."""
    rank = family.input.count("space")
    return [
        place
        for axis in array.axes
        for place in [axis] * (rank if len(axis) == 1 and axis[0].size == "kernel_size" else 1)
    ]


def _last(name: str) -> str:
    return name.rpartition("/")[2]
