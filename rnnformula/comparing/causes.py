"""Two layers with their arrays -> what makes their numbers differ, one cause after another."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from rnnformula.comparing.leaf_counts import classes, leaf_counts
from rnnformula.counting.derivation import closed_formula
from rnnformula.counting.expressions import Product, difference, substitute
from rnnformula.facts.frameworks.relatives import RELATIVES
from rnnformula.language.phrases import Equality, Quote, label
from rnnformula.reading.layers import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rnnformula.comparing.leaf_counts import LeafCount
    from rnnformula.counting.expressions import Expression
    from rnnformula.counting.tally import Tally
    from rnnformula.facts import Size
    from rnnformula.language.phrases import Label, Value
    from rnnformula.reading.layers import Layer

    #: A layer with its arrays.
    Counted = tuple[Layer, Tally]


#: What it weighs that two layers differ in a size of their own, and in one that they read; an option weighs 1.
OF_LAYER, OF_INPUT = 2, 3


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason for a difference, and by how many parameters (scalars) the second side has more because of it."""

    reason: Label
    change: int


def likeliest_pair(first: Sequence[Counted], second: Sequence[Counted]) -> tuple[Counted, Counted] | None:
    """Of what two rows may be, the two layers that differ least; of these the likeliest ones."""
    pairs = [
        ((*_distance(one, other), place + number), one, other)
        for place, one in enumerate(first)
        for number, other in enumerate(second)
    ]
    best = min(pairs, key=lambda pair: pair[0], default=None)
    return best and best[1:]


def _distance(one: Counted, other: Counted) -> tuple[int, int]:
    """How much two layers differ: in their classes, then in the number of sizes and options."""
    (layer, counted), (other_layer, other_counted) = one, other
    if classes(layer) != classes(other_layer):
        return 1, 0
    leaves, other_leaves = leaf_counts(layer, counted), leaf_counts(other_layer, other_counted)
    if leaves is None or other_leaves is None or len(leaves) != len(other_leaves):
        return 1, 0
    return 0, sum(_weight(leaf, partner) for leaf, partner in zip(leaves, other_leaves, strict=True))


def _weight(leaf: LeafCount, other: LeafCount) -> int:
    """How much two layers of one class differ: who changes an option rarely changes what the layer reads as well."""
    family = leaf.family
    sizes = [name for name in family.all_sizes if leaf.sizes.get(name) != other.sizes.get(name)]
    options = [name for name in family.choices if leaf.options[name] != other.options[name]]
    return sum(OF_INPUT if name in family.read else OF_LAYER for name in sizes) + len(options)


def causes(one: Counted, other: Counted) -> list[Cause]:
    """Why the second layer has another number than the first; the changes add up to the difference."""
    (layer, counted), (other_layer, other_counted) = one, other
    leaves, other_leaves = leaf_counts(layer, counted), leaf_counts(other_layer, other_counted)
    if leaves is None or other_leaves is None:
        return [_other_class(one, other)]
    if classes(layer) == classes(other_layer):
        return [
            cause
            for leaf, partner in zip(leaves, other_leaves, strict=True)
            for cause in _of_sizes_and_options(leaf, partner)
        ]
    wrapped = _wrapped(one, other, leaves, other_leaves)
    return wrapped or [_other_class(one, other)]


def _of_sizes_and_options(leaf: LeafCount, other: LeafCount) -> Iterator[Cause]:
    """The sizes and options in which two layers of one class differ, each changed alone, in their order."""
    for name in leaf.family.all_sizes:
        before, after = leaf.sizes.get(name), other.sizes.get(name)
        if before == after:
            continue
        if before is None or after is None:  # an optional size
            changed = type(leaf)(
                leaf.family, {**leaf.sizes, name: after} if after else _without(leaf, name), leaf.options, leaf.times
            )
        else:
            changed = leaf.with_size(name, after)
        yield _cause("diff_size", name, before, after, leaf, changed)
        leaf = changed
    for name in leaf.family.choices:
        if leaf.options[name] != other.options[name]:
            changed = leaf.with_option(name, other.options[name])
            yield _cause("diff_option", name, leaf.options[name], other.options[name], leaf, changed)
            leaf = changed


def _without(leaf: LeafCount, name: str) -> dict[str, Size]:
    return {size: value for size, value in leaf.sizes.items() if size != name}


def _cause(key: str, name: str, before: object, after: object, leaf: LeafCount, changed: LeafCount) -> Cause:
    change = changed.count - leaf.count
    called = {ours: theirs for theirs, ours in leaf.family.also_called}
    values: dict[str, Value] = {
        "name": Quote(called.get(name, name)),
        "before": Quote(_said(before)),
        "after": Quote(_said(after)),
    }
    if not change:
        return Cause(label(f"{key}_same", **values), 0)
    more, less = (changed, leaf) if change > 0 else (leaf, changed)
    by: Expression = difference(more.arrays, less.arrays) if key == "diff_option" else abs(change)
    if key == "diff_option":
        by = Product((leaf.times, by)) if leaf.times > 1 else by
        sides: tuple[Expression, ...] = (by, substitute(by, more.sizes), abs(change))
    else:
        sides = (abs(change),)
    return Cause(label(f"{key}_{'more' if change > 0 else 'less'}", by=Equality(sides), **values), change)


def _said(value: object) -> str:
    return "–" if value is None else written(value)


def _wrapped(one: Counted, other: Counted, leaves: list[LeafCount], other_leaves: list[LeafCount]) -> list[Cause]:
    """A layer against the same one in a wrapper, such as both directions."""
    (layer, counted), (other_layer, other_counted) = one, other
    same = [(leaf.family, dict(leaf.sizes), dict(leaf.options)) for leaf in leaves] == [
        (leaf.family, dict(leaf.sizes), dict(leaf.options)) for leaf in other_leaves
    ]
    if not same:
        return []
    change = other_counted.count - counted.count
    held, holder = (layer, other_layer) if len(str(layer)) < len(str(other_layer)) else (other_layer, layer)
    times = max(leaf.times for leaf in (*leaves, *other_leaves))
    key = "diff_wrapped" if change else "diff_wrapped_same"
    values: dict[str, Value] = {"holder": Quote(holder.family.name), "held": Quote(str(held)), "n": times}
    return [Cause(label(key, **values), change)]


def _other_class(one: Counted, other: Counted) -> Cause:
    (layer, counted), (other_layer, other_counted) = one, other
    change = other_counted.count - counted.count
    reason = _reason(layer.family.name, other_layer.family.name)
    values: dict[str, Value] = {
        "first": Quote(layer.family.name),
        "second": Quote(other_layer.family.name),
        "formula": _formula(counted),
        "other": _formula(other_counted),
    }
    gates = [len(family.gates) for family in (layer.family, other_layer.family)]
    if reason:
        return Cause(label("diff_relative", reason=label(f"reason_{reason}"), **values), change)
    if all(gates) and gates[0] != gates[1]:
        return Cause(label("diff_gates", gates=gates[0], n=gates[1], **values), change)
    return Cause(label("diff_class", **values), change)


def _formula(counted: Tally) -> Equality:
    """The number of a layer with its formula: in symbols, then in numbers."""
    formula = closed_formula(counted)
    if not counted.rows or not counted.uniform:
        return Equality((formula, counted.count))
    return Equality((formula, substitute(formula, counted.rows[0].sizes), counted.count))


def _reason(first: str, second: str) -> str:
    """What a layer of another framework has otherwise than its relative in Keras."""
    for relative in RELATIVES:
        if not relative.options and {relative.layer, relative.keras} == {first, second} and first != second:
            return relative.reason
    return ""
