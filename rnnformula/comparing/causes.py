"""Two layers with their arrays -> what makes their numbers differ, one cause after another."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rnnformula.comparing.leaf_counts import classes, formula_of, leaf_counts
from rnnformula.counting.expressions import Product, difference, substitute
from rnnformula.errors import InputError
from rnnformula.facts.frameworks.relatives import RELATIVES
from rnnformula.language.phrases import Equality, Quote, label
from rnnformula.reading.layers import written

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from rnnformula.comparing.leaf_counts import Counted, LeafCount
    from rnnformula.counting.expressions import Expression
    from rnnformula.facts import Choice, Size
    from rnnformula.facts.frameworks.relatives import Relative
    from rnnformula.language.phrases import Label, Value

#: What it weighs that two layers differ in a size of their own, and in one that they read; an option weighs 1.
OF_LAYER, OF_INPUT = 2, 3


@dataclass(frozen=True, slots=True)
class Cause:
    """A reason for a difference, and by how many parameters (scalars) the second side has more because of it.

    >>> from rnnformula import diff
    >>> [cause.change for cause in diff("LSTM(64)", "LSTM(64, use_bias=False)", features=8).rows[0].causes]
    [-256]
    """

    reason: Label
    change: int


def likeliest_pair(readings: Sequence[Counted], others: Sequence[Counted]) -> tuple[Counted, Counted] | None:
    """Of what two rows may be, the two layers that differ least; of these the likeliest ones."""
    pairs = [
        ((*_distance(reading, other), place + number), reading, other)
        for place, reading in enumerate(readings)
        for number, other in enumerate(others)
    ]
    best = min(pairs, key=lambda pair: pair[0], default=None)
    return best and best[1:]


def _distance(first: Counted, second: Counted) -> tuple[int, int]:
    """How much two layers differ: in their classes, then in the number of sizes and options."""
    leaves, others = leaf_counts(*first), leaf_counts(*second)
    if leaves is None or others is None or len(leaves) != len(others):
        return (0 if classes(first[0]) == classes(second[0]) else 1), 0
    return (0 if classes(first[0]) == classes(second[0]) else 1), sum(map(_weight, leaves, others))


def _weight(leaf: LeafCount, other: LeafCount) -> int:
    """How much two layers differ: who changes an option or a class rarely changes what the layer reads as well."""
    family = leaf.family
    sizes = [name for name in family.all_sizes if leaf.sizes.get(name) != other.sizes.get(name, leaf.sizes.get(name))]
    options = [name for name in family.choices if leaf.options[name] != other.options.get(name, leaf.options[name])]
    return sum(OF_INPUT if name in family.read else OF_LAYER for name in sizes) + len(options)


def causes(first: Counted, second: Counted) -> list[Cause]:
    """Why the second layer has another number than the first; the changes add up to the difference."""
    leaves, others = leaf_counts(*first), leaf_counts(*second)
    alike = classes(first[0]) == classes(second[0])
    if leaves is None or others is None or len(leaves) != len(others):
        same = alike and first[1].count == second[1].count
        return [] if same else [_of_wholes(first, second)]
    changes: list[Cause] = []
    if not alike:
        if len(leaves) > 1 or second[1].count != sum(leaf.count for leaf in others):
            return [_of_wholes(first, second)]
        like = [other.like(leaf) for leaf, other in zip(leaves, others, strict=True)]
        changes.append(_of_classes(first, second, leaves[0], like[0]))
        leaves = like
    try:
        for leaf, other in zip(leaves, others, strict=True):
            leaf = replace(leaf, grouped=leaf.grouped or other.grouped)
            changes += _of_sizes_and_options(leaf, other)
    except InputError:  # on the way from one to the other there is no layer
        return [_of_wholes(first, second)]
    return changes


def _of_sizes_and_options(leaf: LeafCount, other: LeafCount) -> Iterator[Cause]:
    """The sizes and options in which two layers of one class differ, each changed alone, in their order."""
    for name in leaf.family.all_sizes:
        size = other.sizes.get(name)
        if leaf.sizes.get(name) != size:
            changed = leaf.with_size(name, size)
            yield _of_size(name, leaf, changed)
            leaf = changed
    for name in leaf.family.choices:
        if leaf.options[name] != other.options[name]:
            changed = leaf.with_option(name, other.options[name])
            yield _of_option(name, leaf, changed)
            leaf = changed


def _of_size(name: str, leaf: LeafCount, changed: LeafCount) -> Cause:
    change = changed.count - leaf.count
    values = _values(leaf, name, leaf.sizes.get(name), changed.sizes.get(name))
    if not change:
        return Cause(label("diff_size_same", **values), 0)
    return Cause(label(f"diff_size_{_more_or_less(change)}", by=abs(change), **values), change)


def _of_option(name: str, leaf: LeafCount, changed: LeafCount) -> Cause:
    change = changed.count - leaf.count
    values = _values(leaf, name, leaf.options[name], changed.options[name])
    if not change:
        return Cause(label("diff_option_same", **values), 0)
    more, less = (changed, leaf) if change > 0 else (leaf, changed)
    by = _formula(more, less)
    return Cause(label(f"diff_option_{_more_or_less(change)}", by=Equality(by), **values), change)


def _formula(more: LeafCount, less: LeafCount) -> tuple[Expression, ...]:
    """By how much a layer exceeds another: in symbols, in numbers and as a number, or as this alone."""
    rows, number = more.tally.rows, more.count - less.count
    if not rows or not less.tally.rows or rows[0].sizes != less.tally.rows[0].sizes:
        return (number,)
    by: Expression = difference(more.tally.arrays, less.tally.arrays)
    by = Product((more.times, by)) if more.times > 1 else by
    return by, substitute(by, rows[0].sizes), number


def _more_or_less(change: int) -> str:
    return "more" if change > 0 else "less"


def _values(leaf: LeafCount, name: str, before: Choice | Size | None, after: Choice | Size | None) -> dict[str, Value]:
    """What a phrase about a size or an option names."""
    return {"name": Quote(leaf.called(name)), "before": Quote(_code(before)), "after": Quote(_code(after))}


def _code(value: Choice | Size | None) -> str:
    return "–" if value is None else written(value)


def _of_classes(first: Counted, second: Counted, leaf: LeafCount, other: LeafCount) -> Cause:
    """What it makes that the classes differ, or what they are wrapped in, with sizes and options that are equal."""
    change = other.count - leaf.count
    layer, other_layer = first[0], second[0]
    if leaf.family == other.family:
        more = layer if len(str(layer)) > len(str(other_layer)) else other_layer
        key = "diff_wrapped" if change else "diff_wrapped_same"
        holder, times = Quote(more.family.name), max(leaf.times, other.times)
        return Cause(label(key, holder=holder, held=Quote(leaf.family.name), n=times), change)
    alike = layer.family == other_layer.family  # then the layers inside are of other classes
    names = (leaf.family.name, other.family.name) if alike else (layer.family.name, other_layer.family.name)
    formulas = leaf.formula, other.formula
    relative = _relative(*names)
    if relative and leaf.is_usual and other.is_usual:
        reason, keras = label(f"reason_{relative.reason}"), Quote(relative.keras)
        values = _values_of(names, formulas)
        return Cause(
            label("diff_relative", relative=Quote(relative.layer), keras=keras, reason=reason, **values), change
        )
    gates = len(leaf.family.gates), len(other.family.gates)
    if all(gates) and gates[0] != gates[1] and leaf.times == other.times:
        return Cause(label("diff_gates", gates=gates[0], n=gates[1], **_values_of(names, formulas)), change)
    return Cause(label("diff_class", **_values_of(names, formulas)), change)


def _of_wholes(first: Counted, second: Counted) -> Cause:
    """Both numbers with their formulas, where nothing smaller explains them."""
    names = first[0].family.name, second[0].family.name
    if names[0] == names[1]:
        names = str(first[0]), str(second[0])
    formulas = formula_of(first[1]), formula_of(second[1])
    return Cause(label("diff_class", **_values_of(names, formulas)), second[1].count - first[1].count)


def _values_of(names: tuple[str, str], formulas: tuple[Equality, Equality]) -> dict[str, Value]:
    """What phrases about two classes name."""
    return {"first": Quote(names[0]), "second": Quote(names[1]), "formula": formulas[0], "other": formulas[1]}


def _relative(first: str, second: str) -> Relative | None:
    """The layer of another framework among two, where the other one is its relative in Keras."""
    for relative in RELATIVES:
        if not relative.options and {relative.layer, relative.keras} == {first, second} and first != second:
            return relative
    return None
