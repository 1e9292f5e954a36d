"""A layer built up one term at a time: each step adds a block to the rectangle and a term to the sum.

It begins as a Dense or a convolution; the recurrent kernel makes it a simple recurrent layer; then it has gates, a
second bias, two directions, as far as the layer has any. Of layers on each other each is a step.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rnnformula.counting.expressions import Product
from rnnformula.errors import InputError
from rnnformula.figures.areas import (
    Band,
    Rectangle,
    labels_wide,
    lines_of_gates,
    one_gate,
    panel,
    rectangles,
    scale_of,
    thickened,
)
from rnnformula.figures.asked import counted_whole
from rnnformula.figures.parts import added, call, check_sizes, titled
from rnnformula.figures.scene import GATES, Figure, KeyLine, Panel, lowered
from rnnformula.language.phrases import Equality, PartOf, Quote, label

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from rnnformula.counting.tally import Tally
    from rnnformula.figures.areas import Scale
    from rnnformula.figures.scene import Mark
    from rnnformula.language.phrases import Label, Value
    from rnnformula.reading.arguments import Argument

#: The room for the rectangle of the last step, so that three steps stand side by side on a wide screen; how high each
#: of several is; the widest that a step may be with its labels, so that the narrowest phone shows it in full size.
WIDE_IN_STEP, HIGH_IN_STEP, HIGH_OF_SEVERAL_IN_STEP, WIDEST_BUILT = 150, 150, 100, 288
#: More rectangles below each other make a panel that is higher than a screen.
MOST_BUILT = 4
#: The blank between two rectangles of a step.
BETWEEN_IN_STEP = 8
#: How the place of an array ends that belongs to one of two directions.
DIRECTION = re.compile(r"(?:\.?(?:forward|backward)_layer|_reverse)$")


@dataclass(frozen=True, slots=True)
class BuildingStep:
    """What is new, the sum up to here, and the rectangles, whose bands say what was there before."""

    news: Label
    sum: Label
    shown: tuple[Rectangle, ...]


def minute(layer: str, /, *, layers: int = 1, dense: int = 0, **arguments: Argument) -> Figure:
    """A layer built up step by step; arguments as in the figure ``formula``."""
    counted, tallies = counted_whole("minute", layer, arguments, layers, dense)
    check_sizes("minute", counted)
    whole = [_with_single_biases(rectangle) for rectangle in rectangles(counted)]
    _check(counted, whole)
    steps = list(_steps(whole))
    high = HIGH_IN_STEP if len(whole) == 1 else HIGH_OF_SEVERAL_IN_STEP
    scale = scale_of(whole, WIDE_IN_STEP, high, WIDEST_BUILT)
    heads = [label("minute_step", n=number, what=step.news) for number, step in enumerate(steps, 1)]
    thick = thickened(whole, scale)
    samples = {band.role: band.part for rectangle in whole for band in rectangle.bands}
    return Figure(
        "minute",
        tallies,
        tuple(_panel(step, scale, head) for step, head in zip(steps, heads, strict=True)),
        (
            *(KeyLine(label(role), role, "block", part=part) for role, part in samples.items()),
            *([KeyLine(label("minute_before"), sample="block")] if len(steps) > 1 else []),
            *lines_of_gates(whole),
            *([KeyLine(thick)] if thick else []),
        ),
        label(
            "minute_title",
            of=titled("formula_of", call(counted), counted.sizes),
            parameters=label("n_parameters", n=counted.count),
        ),
        (
            label("minute_blocks"),
            *(label("minute_said", step=head, sum=step.sum) for head, step in zip(heads, steps, strict=True)),
        ),
    )


def _with_single_biases(shown: Rectangle) -> Rectangle:
    """The rectangle with each row of biases as a band of its own."""
    bands: list[Band] = []
    for band in shown.bands:
        if band.role == "bias" and band.rows > 1:
            bands += [replace(band, rows=1, count=shown.columns, words=label("n_biases", n=1))] * band.rows
        else:
            bands.append(band)
    return replace(shown, bands=tuple(bands))


def _check(counted: Tally, whole: Sequence[Rectangle]) -> None:
    """Refuse a layer that has more than a kernel, a recurrent kernel and two rows of biases.

    Raises:
        InputError: it has more, or no kernel, or it is made of too many layers.
    """
    parts = {rectangle.part for rectangle in whole}
    begins = len(whole) > 1 or any(map(_reads_of, whole))
    if not whole or not begins or not all(map(_is_built_up, whole)) or len(parts) < len(whole):
        raise InputError(
            f"figure minute: {counted.layer} is not made of a kernel, a recurrent kernel and biases alone, "
            "expected a layer such as LSTM"
        )
    if len(whole) > MOST_BUILT:
        raise InputError(
            f"figure minute: {counted.layer} has {len(whole)} rectangles, expected at most {MOST_BUILT}: a layer "
            "has one for each direction"
        )


def _is_built_up(shown: Rectangle) -> bool:
    roles = [band.role for band in shown.bands]
    biases = [band.part for band in shown.bands if band.role == "bias"]
    return (
        roles.count("kernel") == 1
        and roles.count("recurrent") <= 1
        and len(biases) <= 2
        and all("bias" in part for part in biases)
        and not any("/" in band.part for band in shown.bands)
    )


def _steps(whole: Sequence[Rectangle]) -> Iterator[BuildingStep]:
    """The steps from nothing to all rectangles."""
    layers: dict[str, list[Rectangle]] = {}
    for rectangle in whole:
        layers.setdefault(DIRECTION.sub("", rectangle.part), []).append(rectangle)
    if len(layers) > 1:
        yield from _layer_by_layer(layers)
        return
    first, *others = whole
    yield from _term_by_term(first)
    for second in others:
        if _counts(second) == _counts(first):
            news = label("minute_times", of=label("n_directions", n=2))
            terms = label("times", first=2, second=first.count)
        else:
            news = label("minute_more", what=label("backward"))
            terms = label("plus", first=first.count, second=second.count)
        yield BuildingStep(news, _equals(terms, first.count + second.count), (_as_before(first), second))


def _counts(shown: Rectangle) -> list[int]:
    return [shown.columns, *(band.count for band in shown.bands)]


def _reads_of(shown: Rectangle) -> str:
    """The size that says what the first step is: a Dense reads features, a convolution channels."""
    return next((size for size in ("features", "channels") if size in shown.bands[0].row.sizes), "")


def _term_by_term(whole: Rectangle) -> Iterator[BuildingStep]:
    """One rectangle, from the kernel on."""
    share = one_gate(whole) if whole.gates else whole
    kernel, recurrent, biases = (_of_role(share, role) for role in ("kernel", "recurrent", "bias"))
    convolved = _reads_of(whole) == "channels"

    begun = (*kernel, *biases[:1])
    names = [PartOf(band.part, label(band.role)) for band in begun]
    named: Value = label("minute_and", first=names[0], second=names[1]) if biases else names[0]
    layer: Value = label("minute_convolution") if convolved else "Dense"
    terms: Value = PartOf(kernel[0].part, label("times", first=kernel[0].rows, second=share.columns))
    if biases:
        terms = label("plus", first=_counted(kernel[0]), second=_counted(biases[0]))
    count = sum(band.count for band in begun)
    yield BuildingStep(label("item", name=layer, value=named), _equals(terms, count), (_made_of(share, begun),))

    for band in recurrent:
        name: Value = PartOf(band.part, label("recurrent"))
        news = label("minute_more", what=label("minute_convolved", kernel=name) if convolved else name)
        terms, count = label("plus", first=count, second=_counted(band)), count + band.count
        bands = (*_old(kernel), band, *_old(biases[:1]))
        yield BuildingStep(news, _equals(terms, count), (_made_of(share, bands),))

    kernel, recurrent, biases = (_of_role(whole, role) for role in ("kernel", "recurrent", "bias"))
    built = (*kernel, *recurrent, *biases[:1])
    if whole.gates:
        news = label("minute_times", of=PartOf(GATES, label("n_gates", n=whole.parts)))
        terms, count = label("times", first=PartOf(GATES, whole.parts), second=count), count * whole.parts
        yield BuildingStep(news, _equals(terms, count), (_made_of(whole, _old(built)),))

    for band in biases[1:]:
        news = label("minute_more", what=PartOf(band.part, label("minute_second_bias")))
        terms, count = label("plus", first=count, second=_counted(band)), count + band.count
        yield BuildingStep(news, _equals(terms, count), (_made_of(whole, (*_old(built, whole.parts), band)),))


def _layer_by_layer(layers: Mapping[str, Sequence[Rectangle]]) -> Iterator[BuildingStep]:
    """Layers on each other, each of them whole."""
    before: list[Rectangle] = []
    count = 0
    for name, shown in layers.items():
        (kernel,) = _of_role(shown[0], "kernel")
        of_layer = sum(rectangle.count for rectangle in shown)
        reads = label("n_outputs", n=kernel.rows) if before and _reads_of(shown[0]) == "features" else kernel.words
        counts = [part.count for part in (shown[0].bands if len(shown) == 1 else shown)]
        if before:
            terms = added([count, of_layer])
        elif len(counts) > 1:
            terms = added(counts)
        else:
            terms = Equality((Product((kernel.rows, shown[0].columns)), of_layer))
        news = label("minute_layer", name=Quote(name), inputs=reads)
        yield BuildingStep(news, label("value", value=terms), (*before, *shown))
        before = [*before, *map(_as_before, shown)]
        count += of_layer


def _equals(terms: Value, count: int) -> Label:
    return label("equals", of=terms, n=count)


def _counted(band: Band) -> PartOf:
    return PartOf(band.part, band.count)


def _of_role(shown: Rectangle, role: str) -> list[Band]:
    return [band for band in shown.bands if band.role == role]


def _made_of(shown: Rectangle, bands: Sequence[Band]) -> Rectangle:
    return replace(shown, bands=tuple(bands))


def _old(bands: Sequence[Band], parts: int = 1) -> list[Band]:
    """Bands of which so many equal parts were there before."""
    return [replace(band, before=parts) for band in bands]


def _as_before(shown: Rectangle) -> Rectangle:
    """A rectangle that was there before."""
    return _made_of(shown, _old(shown.bands, shown.parts))


def _panel(step: BuildingStep, scale: Scale, head: Label) -> Panel:
    """The rectangles of a step, below each other."""
    labels = labels_wide(step.shown)
    drawn = [panel(rectangle, scale, labels=labels) for rectangle in step.shown]
    marks: list[Mark] = []
    height: float = 0
    for below in drawn:
        marks += [lowered(mark, height) for mark in below.marks]
        height += below.height + BETWEEN_IN_STEP
    return Panel(max(part.width for part in drawn), height - BETWEEN_IN_STEP, tuple(marks), head, (step.sum,))
