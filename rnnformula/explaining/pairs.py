"""Rows that hold two different layers: of two directions, or as cells of a stack."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import product
from math import isqrt
from typing import TYPE_CHECKING

from rnnformula.counting.solving import count_for, divisors, with_options
from rnnformula.explaining.candidates import SAME_WIDTH, Candidate
from rnnformula.facts.kinds import cells, recurrent_layers
from rnnformula.reading.layers import Layer

#: The largest number that is taken apart with two sizes of a stack unknown.
LARGEST_STACK = 10**8
#: Units that the first of three cells is tried with.
USUAL_UNITS = sorted({*range(1, 13), *range(16, 65, 8), *range(20, 101, 10), 128, 150, 200, 256, 300, 512})

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.facts import Family
    from rnnformula.reading.inputs import Shape

    #: ``a`` and ``b`` of ``a * units**2 + b * units``, for what reads one number and for what reads two.
    Growth = tuple[tuple[int, int], ...]


def direction_pairs(family: Family, shapes: tuple[Shape, ...], width: int, count: int) -> Iterator[Candidate]:
    """A layer of two directions that holds two different layers and has this number of parameters.

    They are concatenated, or of the same units merged into one, or put out one by one; the likelier ones of one class
    come first.
    """
    total = shapes[0][-1] if shapes and shapes[0] else None
    if not total:
        return
    if len(shapes) == 2:
        for (forward, _), (backward, _) in _pairs():
            apart = _both(family, forward, backward, (total, shapes[1][-1] or total), None)
            if count_for(apart.layer, width) == count:
                yield apart
        return
    for (forward, grows), (backward, others_grow) in _pairs():
        for units in _split(_of_units(grows, width), _of_units(others_grow, width), total, count):
            if forward.family != backward.family or 2 * units != total:
                yield _both(family, forward, backward, (units, total - units), "concat")
        if forward.family != backward.family:
            merged = _both(family, forward, backward, (total, total), SAME_WIDTH)
            if count_for(merged.layer, width) == count:
                yield merged


@lru_cache(maxsize=1)
def _pairs() -> tuple[tuple[tuple[Layer, Growth], tuple[Layer, Growth]], ...]:
    """Pairs of a forward and a backward layer, each with its growth; pairs of one class first."""
    layers = [layer for family in recurrent_layers() for layer in with_options(Layer(family, {"units": 1}))]
    grown = [(layer, tuple(_in_units(layer, width) for width in (1, 2))) for layer in layers]
    pairs = [(forward, backward) for forward, backward in product(grown, repeat=2) if _agree(forward[0], backward[0])]
    return tuple(sorted(pairs, key=lambda pair: pair[0][0].family != pair[1][0].family))


def _agree(forward: Layer, backward: Layer) -> bool:
    """Whether two layers differ in class or agree in their options."""
    return forward.family != backward.family or forward.arguments == backward.arguments


def _both(family: Family, forward: Layer, backward: Layer, units: tuple[int, int], mode: str | None) -> Candidate:
    first, second = family.inside
    inside = {
        first: Layer(forward.family, forward.arguments | {"units": units[0]}),
        second: Layer(backward.family, backward.arguments | {"units": units[1], "go_backwards": True}),
    }
    return Candidate(Layer(family, {**inside, "merge_mode": mode}))


def _of_units(growth: Growth, width: int) -> tuple[int, int]:
    """``a`` and ``b`` of a layer that reads ``width`` numbers: ``b`` is linear in the width."""
    (square, of_one), (_, of_two) = growth
    return square, of_one + (width - 1) * (of_two - of_one)


def _in_units(layer: Layer, width: int) -> tuple[int, int]:
    """``a`` and ``b`` of the number of parameters ``a * units**2 + b * units``."""
    of_one, of_two = (count_for(Layer(layer.family, layer.arguments | {"units": units}), width) for units in (1, 2))
    square = (of_two - 2 * of_one) // 2
    return square, of_one - square


def _split(first: tuple[int, int], second: tuple[int, int], total: int, count: int) -> Iterator[int]:
    """The units of the first of two layers that have ``total`` units and ``count`` parameters."""
    (a, b), (c, d) = first, second
    square, linear, rest = a + c, b - d - 2 * c * total, c * total**2 + d * total - count
    under = linear**2 - 4 * square * rest
    root = isqrt(max(under, 0))
    if root**2 != under:
        return
    for above in dict.fromkeys((-linear - root, -linear + root)):
        units, left = divmod(above, 2 * square)
        if not left and 0 < units < total:
            yield units


def stacks(family: Family, shape: Shape, width: int | None, count: int) -> Iterator[Candidate]:
    """A layer of two cells that differ in class or units, the last one's units known; so may be what it reads.

    Where nothing tells what it reads, both are of one class: too much would fit else.
    """
    last = shape[-1] if len(shape) > 1 else None
    if not last:
        return
    (inside,) = family.inside
    for cell, other in product(cells(), repeat=2):
        both = [Layer(cell, {"units": 1}), Layer(other, {"units": last})]
        for layer in with_options(Layer(family, {inside: both})) if width or cell is other else ():
            for units in _of_first(layer, width, count):
                first, second = layer.inside
                both = [Layer(cell, first.arguments | {"units": units}), second]
                if units != last or cell is not other:
                    yield Candidate(Layer(family, layer.arguments | {inside: both}))


def stacks_of_three(family: Family, shape: Shape, width: int, count: int) -> Iterator[Candidate]:
    """A layer of three cells with all options at their defaults, the first of usual units, the last one's known."""
    last = shape[-1] if len(shape) > 1 else None
    if not last:
        return
    (inside,) = family.inside
    for kinds in product(cells(), repeat=3):
        first, middle, end = (_parts(cell.name) for cell in kinds)
        for units in USUAL_UNITS:
            # What is left for the second cell, and for what the last one reads of it.
            left = count - first.of(units, width) - end.of(last, 0)
            for second in _roots(middle.square, middle.bias + middle.width * units + end.width * last, left):
                stack = [
                    Layer(cell, {"units": number}) for cell, number in zip(kinds, (units, second, last), strict=True)
                ]
                if stack[1:] != stack[:-1]:
                    yield Candidate(Layer(family, {inside: stack}))


@dataclass(frozen=True, slots=True)
class _Parts:
    """What a cell has for each pair of units, for each unit, and for each unit and number that it reads."""

    square: int
    bias: int
    width: int

    def of(self, units: int, width: int) -> int:
        """The number of parameters of a cell."""
        return units * (self.square * units + self.bias + self.width * width)


@lru_cache(maxsize=16)
def _parts(name: str) -> _Parts:
    cell = Layer(next(cell for cell in cells() if cell.name == name), {"units": 1})
    (square, of_one), (_, of_two) = (_in_units(cell, width) for width in (1, 2))
    return _Parts(square, 2 * of_one - of_two, of_two - of_one)


def _roots(square: int, linear: int, left: int) -> Iterator[int]:
    """The positive number with which ``square * number**2 + linear * number`` is what is left."""
    if left > 0:
        units, rest = divmod(isqrt(linear**2 + 4 * square * left) - linear, 2 * square)
        if not rest and units > 0 and square * units**2 + linear * units == left:
            yield units


def _of_first(layer: Layer, width: int | None, count: int) -> Iterator[int]:
    """The units that the first of two cells may have."""
    first, second = layer.inside
    square, of_one = _in_units(first, 1)
    slope_of_width = _in_units(first, 2)[1] - of_one  # what each number that is read adds, a unit
    base, slope = count_for(second, 1), count_for(second, 2) - count_for(second, 1)
    rest = count - base + slope  # without what the second cell reads
    if width:
        linear = of_one + (width - 1) * slope_of_width + slope
        yield from _roots(square, linear, rest)
        return
    linear = of_one - slope_of_width + slope
    for units in divisors(rest) if 0 < rest <= LARGEST_STACK else ():
        left = rest - units * (square * units + linear)
        if left > 0 and left % (units * slope_of_width) == 0:
            yield units
