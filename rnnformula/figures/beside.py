"""Two layers beside each other on one scale: what one has that the other has not is seen as area."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.figures.areas import labels_wide, lines_of_gates, panel, rectangles, scale_of
from rnnformula.figures.parts import added, call, check_sizes, roles_of, titled
from rnnformula.figures.scene import Figure, KeyLine
from rnnformula.language.phrases import label
from rnnformula.reading.layers import find

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.counting.tally import Tally
    from rnnformula.language.phrases import Label
    from rnnformula.reading.arguments import Argument

#: The room for a rectangle: two stand beside each other on a wide screen.
WIDE_BESIDE, HIGH_BESIDE = 130, 150


def beside(
    layer: str, /, *, other: str = "", features: int | tuple[int, int] | None = None, **arguments: Argument
) -> Figure:
    """A layer and another one on the scale of both.

    Args:
        layer: as in `rnnformula.count`.
        other: the second layer, likewise.
        features: what both read, or a pair where the second reads as many other features.
        arguments: all other arguments, those of both layers.
    """
    if not other:
        raise InputError(f"figure beside: the other layer is missing; give it, as in other={layer!r}")
    pair = features if isinstance(features, (tuple, list)) else (features, features)
    read = [{} if number is None else {"features": number} for number in pair]
    tallies = [tally(name, **arguments, **reads) for name, reads in zip((layer, other), read, strict=True)]
    for counted in tallies:
        check_sizes("beside", counted)
    shown = [rectangles(counted) for counted in tallies]
    every = [rectangle for of_layer in shown for rectangle in of_layer]
    scale = scale_of(every, WIDE_BESIDE, HIGH_BESIDE)
    labels = labels_wide(every)
    heads = _named(tallies)
    panels = tuple(
        panel(
            rectangle,
            scale,
            labels=labels,
            head=head if len(of_layer) == 1 else label("item", name=head, value=rectangle.part),
        )
        for head, of_layer in zip(heads, shown, strict=True)
        for rectangle in of_layer
    )
    totals = [
        label("item", name=head, value=added([row.count for row in counted.rows]))
        for head, counted in zip(heads, tallies, strict=True)
    ]
    more = _more(tallies, heads)
    return Figure(
        "beside",
        tuple(tallies),
        panels,
        (
            *(KeyLine(label(role), role, "block") for role in roles_of(tallies)),
            *(KeyLine(words, strong=True) for words in totals),
            KeyLine(more),
            *lines_of_gates(every),
        ),
        label("beside_title", first=heads[0], second=heads[1]),
        (
            label("arrays_area"),
            *(label("sentence", of=words) for words in totals),
            label("sentence", of=more),
        ),
    )


def _named(tallies: Sequence[Tally]) -> list[Label]:
    """Each layer as a call; with what it reads where both calls are the same."""
    calls = [_call(counted) for counted in tallies]
    if len(set(calls)) == len(calls):
        return [label("value", value=name) for name in calls]
    return [titled("formula_of", name, counted.sizes) for name, counted in zip(calls, tallies, strict=True)]


def _call(counted: Tally) -> str:
    """A layer as a call, with the options that are not as by default."""
    if "(" in counted.layer:
        return counted.layer
    choices = find(counted.layer).choices
    others = [f"{name}={value!r}" for name, value in counted.options.items() if choices.get(name, value) != value]
    return ", ".join([call(counted).removesuffix(")"), *others]) + ")"


def _more(tallies: Sequence[Tally], names: Sequence[Label]) -> Label:
    """Which layer has more, and how many."""
    first, second = (counted.count for counted in tallies)
    if first == second:
        return label("beside_equal", n=first)
    return label("beside_more", layer=names[first < second], n=abs(first - second))
