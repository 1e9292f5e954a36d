"""A layer with its arrays -> the layers inside it that own these, each with its sizes, its options and its number."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import groupby
from typing import TYPE_CHECKING

from rnnformula.counting.solving import leaves
from rnnformula.counting.tally import read_option

if TYPE_CHECKING:
    from collections.abc import Mapping

    from rnnformula.counting.tally import Tally
    from rnnformula.facts import Array, Choice, Family, Size
    from rnnformula.reading.layers import Layer


@dataclass(frozen=True, slots=True)
class LeafCount:
    """A layer without layers inside, as a layer holds it ``times`` times: both directions are two."""

    family: Family
    sizes: Mapping[str, Size]
    options: Mapping[str, Choice]
    times: int = 1

    @property
    def arrays(self) -> tuple[Array, ...]:
        """The arrays of one of them."""
        optional = {name: name in self.sizes for name in self.family.optional}
        return self.family.arrays_for(optional | dict(self.options))

    @property
    def count(self) -> int:
        """The number of parameters (scalars) of all of them."""
        return self.times * sum(array.count_for(self.sizes) for array in self.arrays)

    def with_size(self, name: str, size: Size) -> LeafCount:
        """The same with another size; sizes that equal it by default follow."""
        followers = {
            follower: size
            for follower, followed in self.family.defaults
            if followed == name and self.sizes.get(follower) == self.sizes.get(name)
        }
        return replace(self, sizes={**self.sizes, **followers, name: size})

    def with_option(self, name: str, value: Choice) -> LeafCount:
        """The same with another value of an option."""
        return replace(self, options={**self.options, name: value})


def leaf_counts(layer: Layer, counted: Tally) -> list[LeafCount] | None:
    """The layers inside that own the arrays, in order; None where the arrays don't tell which is whose."""
    inside = list(leaves(layer))
    parts = [list(rows) for _, rows in groupby(counted.rows, key=lambda row: row.part)]
    if not inside or not parts or len(parts) % len(inside):
        return None
    times = len(parts) // len(inside)
    # Both directions stand behind each other; a list of layers has a part each.
    counts = [
        LeafCount(leaf.family, parts[place * times][0].sizes, _options(leaf), times)
        for place, leaf in enumerate(inside)
    ]
    return counts if sum(leaf.count for leaf in counts) == counted.count else None


def _options(leaf: Layer) -> dict[str, Choice]:
    return {
        name: read_option(leaf.family, name, leaf.arguments.get(name, default))
        for name, default in leaf.family.choices.items()
    }


def classes(layer: Layer) -> tuple[object, ...]:
    """The class of a layer and of all layers inside it, as they are nested."""
    return (layer.family.name, *(classes(inner) for inner in layer.inside))
