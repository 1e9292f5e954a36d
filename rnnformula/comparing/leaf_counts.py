"""A layer with its arrays -> the layers inside it that own these, each with its sizes, its options and its number."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TYPE_CHECKING

from rnnformula.counting.derivation import closed_formula
from rnnformula.counting.expressions import Product, substitute
from rnnformula.counting.solving import leaves
from rnnformula.counting.tally import Tally, read_option, tally_of
from rnnformula.errors import InputError
from rnnformula.language.phrases import Equality
from rnnformula.reading.layers import Layer

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnnformula.counting.expressions import Expression
    from rnnformula.facts import Choice, Family, Size

    #: A layer with its arrays.
    Counted = tuple[Layer, Tally]


@dataclass(frozen=True, slots=True)
class LeafCount:
    """A layer without layers inside, as a layer holds it ``times`` times: both directions are two.

    ``grouped`` says that what it reads stands there divided by a number of groups, as its kernel has it. Making one
    raises `InputError` where no layer has such sizes and options.
    """

    family: Family
    sizes: Mapping[str, Size]
    options: Mapping[str, Choice]
    times: int = 1
    grouped: bool = False
    tally: Tally = field(init=False, compare=False)

    def __post_init__(self) -> None:
        """Count the arrays of one of them."""
        layer = Layer(self.family, dict(self.options))
        object.__setattr__(self, "tally", tally_of(layer, (None,), dict(self.sizes)))

    @property
    def count(self) -> int:
        """The number of parameters (scalars) of all of them."""
        return self.times * self.tally.count

    @property
    def is_usual(self) -> bool:
        """Whether all options have the values that they have where nobody sets them."""
        return dict(self.options) == self.family.choices

    @property
    def formula(self) -> Equality:
        """The number with its formula: in symbols, then in numbers."""
        return _equality(self.tally, self.times)

    def called(self, name: str) -> str:
        """A size or an option by the word that its framework has for it."""
        words = {own: word for word, own in self.family.also_called}
        if self.grouped:
            words |= {size: f"{size} / groups" for size in self.family.read}
        return words.get(name, name)

    def with_size(self, name: str, size: Size | None) -> LeafCount:
        """The same with another size, or without an optional one; sizes that equal it by default follow."""
        followers = {
            follower: size
            for follower, followed in self.family.defaults
            if followed == name and self.sizes.get(follower) == self.sizes.get(name)
        }
        sizes = {**self.sizes, **followers, name: size}
        return replace(self, sizes={name: size for name, size in sizes.items() if size is not None})

    def with_option(self, name: str, value: Choice) -> LeafCount:
        """The same with another value of an option."""
        return replace(self, options={**self.options, name: value})

    def like(self, other: LeafCount) -> LeafCount:
        """The layer of this class, and as many of it, that has the sizes and options of another, as far as it can."""
        sizes = {name: other.sizes.get(name, size) for name, size in self.sizes.items()}
        options = {name: _shared(self, other, name) for name in self.options}
        try:
            return replace(self, sizes=sizes, options=options)
        except InputError:  # no layer of this class has these together
            return self


def _shared(leaf: LeafCount, other: LeafCount, name: str) -> Choice:
    """The value that another layer has for an option, where this class has that value too."""
    own = next(option for option in leaf.family.options if option.name == name)
    value = other.options.get(name, leaf.options[name])
    return value if value in own.values or type(value) is type(own.values[0]) is int else leaf.options[name]


def _equality(counted: Tally, times: int = 1) -> Equality:
    formula: Expression = closed_formula(counted)
    sides = [formula]
    if counted.rows and counted.uniform:
        sides.append(substitute(formula, counted.rows[0].sizes))
    if times > 1:
        sides = [Product((times, side)) for side in sides]
    return Equality((*sides, times * counted.count))


def formula_of(counted: Tally) -> Equality:
    """The number of a layer with its formula: in symbols, then in numbers; of several parts in numbers alone."""
    return _equality(counted)


def leaf_counts(layer: Layer, counted: Tally) -> list[LeafCount] | None:
    """The layers inside that own the arrays, in order; None where the arrays don't tell which is whose."""
    inside = list(leaves(layer))
    by_part = groupby(counted.rows, key=lambda row: row.part)
    parts = [next(rows).sizes for _, rows in by_part] or [counted.sizes]  # without arrays the layer keeps its sizes
    if not inside or len(parts) % len(inside):
        return None
    times = len(parts) // len(inside)
    # Both directions stand behind each other; a list of layers has a part each.
    try:
        counts = [
            LeafCount(leaf.family, _sizes(leaf, parts[place * times]), _options(leaf), times, _is_grouped(leaf))
            for place, leaf in enumerate(inside)
        ]
    except InputError:  # what an option says can't be had from the arrays alone
        return None
    return counts if sum(leaf.count for leaf in counts) == counted.count else None


def _sizes(leaf: Layer, sizes: Mapping[str, Size]) -> dict[str, Size]:
    """The sizes that are a layer's own, without those that are worked out from them."""
    return {name: sizes[name] for name in leaf.family.all_sizes if name in sizes}


def _is_grouped(leaf: Layer) -> bool:
    """Whether a layer takes its groups from what it reads before it counts; others have them as an option."""
    return "groups" not in leaf.family.choices and bool(leaf.arguments.get("groups", 1) != 1)


def _options(leaf: Layer) -> dict[str, Choice]:
    return {
        name: read_option(leaf.family, name, leaf.arguments.get(name, default))
        for name, default in leaf.family.choices.items()
    }


def classes(layer: Layer) -> tuple[object, ...]:
    """The class of a layer and of all layers inside it, as they are nested."""
    return (layer.family.name, *(classes(inner) for inner in layer.inside))
