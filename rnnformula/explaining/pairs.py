"""Rows that hold two different layers: the directions of a `Bidirectional`, the cells of an `RNN`."""

from __future__ import annotations

from functools import lru_cache
from itertools import product
from math import isqrt
from typing import TYPE_CHECKING

from rnnformula.counting.solving import count_for, with_options
from rnnformula.explaining.candidates import CELLS, RECURRENT, SAME_WIDTH, Candidate
from rnnformula.reading.layers import Layer, find

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.reading.inputs import Shape

    #: ``a`` and ``b`` of ``a * units**2 + b * units``, for what reads one number and for what reads two.
    Growth = tuple[tuple[int, int], ...]


def directions(shape: Shape, width: int, count: int) -> Iterator[Candidate]:
    """A `Bidirectional` of two different layers that has this number of parameters.

    They are concatenated, or of the same units merged into one; the likelier ones of one class come first.
    """
    total = shape[-1] if shape else None
    if not total:
        return
    for (forward, grows), (backward, others_grow) in _pairs():
        for units in _split(_of_units(grows, width), _of_units(others_grow, width), total, count):
            if forward.family != backward.family or 2 * units != total:
                yield _both(forward, backward, units, total - units, "concat")
        if forward.family != backward.family:
            made = _both(forward, backward, total, total, SAME_WIDTH)
            if count_for(made.layer, width) == count:
                yield made


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[tuple[Layer, Growth], tuple[Layer, Growth]], ...]:
    """What can go forward and what backward, each with its growth; two of one class first."""
    kinds = [one for name in RECURRENT[:3] for one in with_options(Layer(find(name), {"units": 1}))]
    grown = [(one, tuple(_in_units(one, width) for width in (1, 2))) for one in kinds]
    pairs = [(one, other) for one, other in product(grown, repeat=2) if _agree(one[0], other[0])]
    return tuple(sorted(pairs, key=lambda pair: pair[0][0].family != pair[1][0].family))


def _agree(one: Layer, other: Layer) -> bool:
    """Whether equal classes have equal options."""
    return one.family != other.family or one.arguments == other.arguments


def _both(forward: Layer, backward: Layer, units: int, others: int, mode: str) -> Candidate:
    one = Layer(forward.family, forward.arguments | {"units": units})
    other = Layer(backward.family, backward.arguments | {"units": others, "go_backwards": True})
    return Candidate(Layer(find("Bidirectional"), {"layer": one, "backward_layer": other, "merge_mode": mode}))


def _of_units(growth: Growth, width: int) -> tuple[int, int]:
    """``a`` and ``b`` for what reads so many numbers: ``b`` is linear in them."""
    (square, one), (_, two) = growth
    return square, one + (width - 1) * (two - one)


def _in_units(layer: Layer, width: int) -> tuple[int, int]:
    """``a`` and ``b`` of the number of parameters ``a * units**2 + b * units``."""
    one, two = (count_for(Layer(layer.family, layer.arguments | {"units": units}), width) for units in (1, 2))
    square = (two - 2 * one) // 2
    return square, one - square


def _split(one: tuple[int, int], other: tuple[int, int], total: int, count: int) -> Iterator[int]:
    """The units of the first of two layers that have ``total`` units and ``count`` parameters."""
    (a, b), (c, d) = one, other
    square, linear, rest = a + c, b - d - 2 * c * total, c * total**2 + d * total - count
    under = linear**2 - 4 * square * rest
    root = isqrt(max(under, 0))
    if root**2 != under:
        return
    for above in dict.fromkeys((-linear - root, -linear + root)):
        units, left = divmod(above, 2 * square)
        if not left and 0 < units < total:
            yield units


def stacks(shape: Shape, width: int, count: int) -> Iterator[Candidate]:
    """Two cells of one class and different units, the last one's units known."""
    last = shape[-1] if len(shape) > 1 else None
    if not last:
        return
    family = find("RNN")
    for name in CELLS:
        for layer in with_options(Layer(family, {"cell": [Layer(find(name), {"units": one}) for one in (1, last)]})):
            first, second = layer.arguments["cell"]
            low, high = 1, isqrt(count) + 1
            while low < high:  # what both cells own grows with the units of the first
                units = (low + high) // 2
                made = Layer(first.family, first.arguments | {"units": units})
                if count_for(made, width) + count_for(second, units) < count:
                    low = units + 1
                else:
                    high = units
            made = Layer(first.family, first.arguments | {"units": low})
            if low != last and count_for(made, width) + count_for(second, low) == count:
                yield Candidate(Layer(family, layer.arguments | {"cell": [made, second]}))
