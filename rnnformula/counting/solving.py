"""Number of parameters -> sizes: the inverse of `rnnformula.counting.tally`.

Every count is linear in what the layer reads, and grows with each size. So one unknown size is found by division or
bisection; of several, all but the last are tried.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise, product
from math import isqrt
from typing import TYPE_CHECKING

from rnnformula.counting.expressions import closed_form, evaluate
from rnnformula.counting.likelihood import EQUAL_DIGITS, log_likelihood
from rnnformula.counting.tally import read_option, split_arguments, tally_of
from rnnformula.displayed import Displayed, Typeset
from rnnformula.errors import InputError, shown
from rnnformula.facts import scalars
from rnnformula.facts.composition import CELL
from rnnformula.reading.inputs import input_for, read_shape, read_sizes, start_shape
from rnnformula.reading.layers import Layer, find
from rnnformula.reading.sizes import LARGEST_SIZE, read_size

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Iterator, Mapping

    from rnnformula.counting.expressions import Expression
    from rnnformula.counting.tally import Tally
    from rnnformula.facts import Array, Choice, Family, Option, Size
    from rnnformula.reading.arguments import Argument

#: The largest number that is taken apart with two sizes unknown, and how often a layer is counted in a search.
LARGEST_COUNT, MOST_TRIES = 10**12, 20_000
#: The largest size of its own that a layer is tried with where only its number is known.
LARGEST_OWN = 2**16
#: How many layers a module of several layers is tried with.
MOST_STACKED = 8


@dataclass(frozen=True, slots=True)
class Solutions(Displayed, Typeset):
    """All layers of a class that have ``count`` parameters, with the sizes and options that were given.

    >>> from rnnformula import solve
    >>> found = solve("LSTM", count=18176, units=64)
    >>> [tally.options for tally in found.tallies]
    [{'use_bias': True}, {'use_bias': False}]

    ``tallies`` has one for each, the likeliest first, as `rnnformula.counting.likelihood` weighs them.
    """

    layer: str
    count: int
    tallies: tuple[Tally, ...]


def solve(layer: str, /, *, count: int, **known: Argument) -> Solutions:
    """All sizes and options of a layer that give this number of parameters.

    >>> [tally.size("features") for tally in solve("LSTM", count=18176, units=64).tallies]
    [6, 7]

    Args:
        layer: Keras' name of the layer class, or a call of it as in Keras code; a layer made of layers
            needs the sizes of those inside: ``"Bidirectional(LSTM(64))"``.
        count: the number of parameters (scalars).
        known: sizes and options by Keras' names, as in `rnnformula.count`.

    Raises:
        InputError: as in `rnnformula.count`; the number is not a positive integer; so much is unknown
            that it can't be searched through.
    """
    if isinstance(count, bool) or not isinstance(count, int) or count < 1:
        raise InputError(f"{shown(layer)}: count must be a positive integer, got {shown(count)}")
    if count > LARGEST_SIZE:
        raise InputError(f"{shown(layer)}: count must be at most {LARGEST_SIZE:.0e}, got {shown(count)}")
    record, sizes, shape = split_arguments(layer, known)
    for leaf in leaves(record):
        for name in leaf.family.choices.keys() & leaf.arguments.keys():
            read_option(leaf.family, name, leaf.arguments[name])
    begins = read_shape(record, shape) if shape is not None else start_shape(record)
    if begins is not None:
        raise InputError(f"{record.family.name}: its input is given; use count, or leave the input out")
    search = _by_width(record, count, sizes) if record.inside else _by_sizes(record, count, sizes)
    ordered = sorted(search, key=lambda pair: -round(log_likelihood(*pair), EQUAL_DIGITS))
    return Solutions(str(record), count, tuple(_tally(layer, read) for layer, read in ordered))


def _tally(layer: Layer, read: Mapping[str, Size]) -> Tally:
    return tally_of(layer, input_for(layer, read), {} if layer.inside and len(read) == 1 else read)


def _by_width(record: Layer, count: int, given: Mapping[str, Size]) -> Iterator[tuple[Layer, Mapping[str, Size]]]:
    """A layer made of layers: what it reads is the one unknown."""
    read = read_sizes(record)
    for layer in with_options(record):
        if len(read) != 1 or given:
            if tally_of(layer, input_for(layer, given), given).count == count:
                yield layer, given
        elif width := width_for(layer, count):
            yield layer, {read[0]: width}


def _by_sizes(record: Layer, count: int, given: Mapping[str, Size]) -> Iterator[tuple[Layer, Mapping[str, Size]]]:
    family = record.family
    optional = [name for name in family.optional if record.arguments.get(name)]
    names = [*family.sizes, *optional]
    sizes = dict(given) | {
        name: read_size(family, name, record.arguments[name])
        for name in names
        if record.arguments.get(name) is not None
    }
    sizes |= {name: number for name, number in family.numbers.items() if name in names and name not in sizes}
    tied = {name: other for name, other in family.ties.items() if name not in sizes}
    unknown = [name for name in family.sizes if name not in sizes and name not in tied]
    if len(unknown) > 1 and count > LARGEST_COUNT:
        raise InputError(f"{family.name}: count must be at most {LARGEST_COUNT:,} with {' and '.join(unknown)} unknown")
    search = _Search(family, tied, sizes, unknown, count, {})
    for layer in with_options(record):
        options = _options(layer) | dict.fromkeys(optional, True)
        search.options = options
        for solution in search.through(family.arrays_for(options)):
            read = {name: size for name, size in solution.items() if name in family.read}
            own = {name: size for name, size in solution.items() if name not in family.read}
            yield Layer(family, layer.arguments | own), read


@dataclass
class _Search:
    """The search for unknown sizes; ``tied`` are those that, left open, equal another one.

    A size that an option must divide is tried in steps of that option.
    """

    family: Family
    tied: Mapping[str, str]
    sizes: Mapping[str, Size]
    unknown: list[str]
    count: int
    options: Mapping[str, Choice]
    tried: int = 0

    def through(self, arrays: tuple[Array, ...]) -> Iterator[dict[str, Size]]:
        """All values of the unknown sizes with which these arrays have the number of parameters that is given."""
        yield from self._solved(arrays, closed_form(arrays), {}, self.unknown)

    def _solved(
        self, arrays: tuple[Array, ...], form: Expression, values: dict[str, int], left: list[str]
    ) -> Iterator[dict[str, Size]]:
        if not left:
            if self._total(form, values) == self.count:
                yield self._filled(values)
            return
        name, *rest = left
        if not rest:
            value = inverse(lambda size: self._total(form, values | {name: size}), self.count)
            yield from [self._filled(values | {name: value})] if value else []
            return
        for value in _values(arrays, name, self.count):
            if self._total(form, values | {name: value} | dict.fromkeys(rest, 1)) > self.count:
                return
            yield from self._solved(arrays, form, values | {name: value}, rest)

    def _filled(self, values: Mapping[str, int]) -> dict[str, Size]:
        family = self.family
        steps = {name: int(self.options[divisor]) for name, divisor in family.multiples if divisor in self.options}
        known = dict(self.sizes) | {
            name: read_size(family, name, value * steps.get(name, 1)) for name, value in values.items()
        }
        for name, other in self.tied.items():
            known[name] = known[other]
        return {name: known[name] for name in self.family.all_sizes if name in known}

    def _total(self, form: Expression, values: Mapping[str, int]) -> int:
        self.tried += 1
        if self.tried > MOST_TRIES:
            raise InputError(f"{self.family.name}: too much is unknown; give one more of {', '.join(self.unknown)}")
        return evaluate(form, self.family.with_quotients(self._filled(values), self.options))


def _values(arrays: tuple[Array, ...], name: str, count: int) -> Iterator[int]:
    """What a size may be: a divisor of the number if it stands in every array, else anything."""
    if all(any(len(axis) == 1 and axis[0].size == name for axis in array.axes) for array in arrays):
        yield from divisors(count)
    else:
        yield from range(1, count + 1)


@lru_cache(maxsize=16)
def divisors(number: int) -> tuple[int, ...]:
    """All divisors of a positive number, in order."""
    low = [divisor for divisor in range(1, isqrt(number) + 1) if number % divisor == 0]
    return (*low, *(number // divisor for divisor in reversed(low) if divisor * divisor != number))


def inverse(total: Callable[[int], int], count: int) -> int:
    """The value of a size at which the total is the number that is given; 0 where there is none.

    The total is a polynomial without negative coefficients.
    """
    first, second = total(1), total(2)
    slope = second - first
    if count <= first or not slope:
        return int(count == first)
    value, rest = divmod(count - first, slope)
    if total(3) - second == slope:  # a straight line, as there is nothing that could make up for a square
        return 0 if rest else value + 1
    return bisected(total, count)


def bisected(total: Callable[[int], int], count: int) -> int:
    """As `inverse`, by bisection, for a total that only grows with the size."""
    high = 1
    while total(high) < count:
        high *= 2
    low = max(1, high // 2)
    while low < high:
        middle = (low + high) // 2
        if total(middle) < count:
            low = middle + 1
        else:
            high = middle
    return low if total(low) == count else 0


def with_options(layer: Layer) -> Iterator[Layer]:
    """The layer under every choice of the options that it leaves open, the defaults first.

    Options of layers inside are chosen too; equal classes get equal options.
    """
    families = {leaf.family.name: leaf.family for leaf in leaves(layer)}
    seen: list[dict[str, tuple[Array, ...]]] = []
    choices = [
        [
            dict(zip(_open(family), values, strict=True))
            for values in product(*map(values_tried, _open(family).values()))
        ]
        for family in families.values()
    ]
    for chosen in product(*choices):
        options = dict(zip(families, chosen, strict=True))
        variant = _with(layer, options)
        arrays = {
            str(place): _arrays(leaf.family.name, tuple(_options(leaf).items()))
            for place, leaf in enumerate(leaves(variant))
        }
        if arrays not in seen:
            seen.append(arrays)
            yield variant


def _open(family: Family) -> dict[str, Option]:
    """The options that are tried, by their names; not whether an argument is given that may be anything."""
    return {option.name: option for option in family.options if not option.given}


def values_tried(option: Option) -> Iterable[Choice]:
    """The values of an option that are tried; of an option that is any number, the smallest ones."""
    first = option.values[0]
    if option.given or not option.searched:
        return (first,)
    return option.values if isinstance(first, (bool, str)) else range(1, MOST_STACKED + 1)


def leaves(layer: Layer) -> Iterator[Layer]:
    """The layers that own arrays."""
    if not layer.family.composition:
        yield layer
    for inner in layer.inside:
        yield from leaves(inner)


def _with(layer: Layer, options: Mapping[str, Mapping[str, Choice]]) -> Layer:
    arguments = dict(options.get(layer.family.name, {})) | layer.arguments
    for name in layer.family.inside:
        match arguments.get(name):
            case Layer() as inner:
                arguments[name] = _with(inner, options)
            case list() as several:
                arguments[name] = [_with(inner, options) for inner in several]
    return Layer(layer.family, arguments)


def _options(layer: Layer) -> dict[str, Choice]:
    optional = {name: bool(layer.arguments.get(name)) for name in layer.family.optional}
    chosen = {
        name: read_option(layer.family, name, layer.arguments.get(name, default))
        for name, default in layer.family.choices.items()
    }
    return chosen | optional


def width_for(layer: Layer, count: int) -> int:
    """The number of features or channels that a layer with this many parameters reads; 0 where none fits.

    The layer has all sizes that its constructor takes.
    """
    base, slope = _linear(layer)
    if not slope or count <= base or (count - base) % slope:
        return 0
    return (count - base) // slope


def count_for(layer: Layer, width: int) -> int:
    """The number of parameters of a layer that reads this many numbers at a place."""
    base, slope = _linear(layer)
    return base + slope * width


def _linear(layer: Layer) -> tuple[int, int]:
    """The number of parameters of a layer that reads nothing, and how many each number that it reads adds."""
    name, composition = layer.family.name, layer.family.composition
    if composition is None:
        given = layer.family.numbers | layer.arguments
        sizes = tuple(
            (size, scalars(read_size(layer.family, size, given[size])))
            for size in layer.family.all_sizes
            if given.get(size)
        )
        return _linear_of(name, tuple(_options(layer).items()), sizes)
    inside = layer.inside
    if composition.both_ways and len(inside) == 1:
        inside = inside * 2
    if composition.around:
        lines = [_linear(inside[0]), _columns(next(leaves(layer)))]
        return sum(base for base, _ in lines), sum(slope for _, slope in lines)
    if composition.places and not isinstance(layer.arguments.get(composition.arguments[0]), list):
        lines = [_linear(inner) for inner in inside]
        return sum(base for base, _ in lines), sum(slope for _, slope in lines)
    if composition.part == CELL and inside and all(cell.arguments.get("units") for cell in inside):
        base, slope = _linear(inside[0])
        return base + sum(count_for(cell, before.arguments["units"]) for before, cell in pairwise(inside)), slope
    at_one, at_two = (tally_of(layer, input_for(layer, {read_sizes(layer)[0]: width})).count for width in (1, 2))
    return 2 * at_one - at_two, at_two - at_one


def _columns(layer: Layer) -> tuple[int, int]:
    """The columns of the first array of a layer, as `_linear` has its parameters."""
    family = layer.family
    known = {name: size for name, size in (family.numbers | layer.arguments).items() if name in family.all_sizes}
    array = _arrays(family.name, tuple(_options(layer).items()))[0]
    at_zero, at_one = (
        array.shape_for({name: known.get(name, width) for name in family.all_sizes})[-1] for width in (0, 1)
    )
    return at_zero, at_one - at_zero


def own_and_width(layer: Layer, name: str, count: int) -> Iterator[tuple[int, int]]:
    """What a layer without layers inside may have as its one open size, and what it then reads; 0 if it reads nothing.

    All arrays grow with the open size, and the number of parameters is at most its square times what is read.
    """
    at = [[count_for(Layer(layer.family, layer.arguments | {name: own}), width) for own in (1, 2)] for width in (0, 1)]
    (of_one, of_two), (with_one, with_two) = at
    square, base = (of_two - 2 * of_one) // 2, (4 * of_one - of_two) // 2
    if (with_one - of_one) * 2 != with_two - of_two or square * 4 + base * 2 != of_two or square + base != of_one:
        return
    slope = with_one - of_one
    for own in divisors(count):
        rest = count - own * (own * square + base)
        if rest < slope * own or own > LARGEST_OWN:
            return
        if slope and rest % (own * slope) == 0:
            yield own, rest // (own * slope)


@lru_cache(maxsize=1024)
def _arrays(name: str, options: tuple[tuple[str, Choice], ...]) -> tuple[Array, ...]:
    return find(name).arrays_for(dict(options))


@lru_cache(maxsize=4096)
def _linear_of(
    name: str, options: tuple[tuple[str, Choice], ...], sizes: tuple[tuple[str, int], ...]
) -> tuple[int, int]:
    family = find(name)
    known: dict[str, Size] = dict(sizes)
    open_sizes = [name for name in family.all_sizes if name not in known]
    arrays = _arrays(name, options)
    at_zero, at_one = (
        sum(array.count_for(known | dict.fromkeys(open_sizes, width)) for array in arrays) for width in (0, 1)
    )
    return at_zero, at_one - at_zero
