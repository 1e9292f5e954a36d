"""The totals that Keras prints below a summary as bars: the parameters, and what the optimizer keeps beside them."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.expressions import Product, Sum
from rnnformula.counting.models import model
from rnnformula.counting.tally import tally
from rnnformula.errors import InputError, nearest, shown
from rnnformula.facts.optimizers import OF_ITSELF, SLOTS
from rnnformula.figures.fit import width
from rnnformula.figures.parts import added, call, check_sizes
from rnnformula.figures.scene import EDGE, LINE, TEXT, WIDTH, Box, Figure, KeyLine, Panel, Text
from rnnformula.language.phrases import Equality, Quote, label
from rnnformula.reading.layers import read_layer

if TYPE_CHECKING:
    from rnnformula.figures.scene import Mark
    from rnnformula.reading.arguments import Argument

#: Optimizers by their names -> how many numbers each keeps for a trainable parameter.
OPTIMIZERS = {name: slots for slots, names in SLOTS.items() for name in names.split(", ") if "(" not in name}
#: A bar: how high, the blank below it, the least width.
BAR_HIGH, BELOW_BAR, THINNEST_BAR = 20, 10, 2


def printed_totals(layer: str, /, *, optimizer: str = "", **arguments: Argument) -> Figure:
    """The totals of a layer or a model, as a chain of layers.

    Args:
        layer: as in `rnnformula.count`; a chain of layers begins with its ``Input``.
        optimizer: the name of the one that trained it, such as ``"Adam"``; empty before it is trained.
        arguments: as in `rnnformula.count`.
    """
    counted = tally(layer, **arguments)
    composition = read_layer(layer).family.composition
    chain = bool(composition and composition.is_chain)
    if not counted.rows:
        raise InputError(f"figure printed_totals: {counted.layer} has no arrays, expected a layer with parameters")
    if optimizer and optimizer not in OPTIMIZERS:
        raise InputError(
            f"figure printed_totals: unknown optimizer {shown(optimizer)}; {nearest(str(optimizer), OPTIMIZERS)}"
        )
    check_sizes("printed_totals", counted)
    trained, frozen = counted.trainable, counted.count - counted.trainable
    kept = OPTIMIZERS[optimizer] * trained + OF_ITSELF if optimizer else 0
    bars = [("Total params", 0, counted.count + kept), ("Trainable params", 0, trained)]
    bars += [("Non-trainable params", trained, frozen)]
    bars += [("Optimizer params", counted.count, kept)] if optimizer else []
    parameters = label("item", name=label("totals_parameters"), value=added([trained, frozen]))
    lines = [parameters]
    if optimizer:
        sides = Equality((Sum((Product((OPTIMIZERS[optimizer], trained)), OF_ITSELF)), kept))
        lines.append(label("totals_optimizer", optimizer=Quote(optimizer), value=sides))
        lines.append(label("item", name=Quote("Total params"), value=added([counted.count, kept])))
    return Figure(
        "printed_totals",
        tuple(row.tally for row in model(layer).rows if row.count) if chain else (counted,),
        (_panel(bars, counted.count),),
        (
            *(KeyLine(words, strong=words is parameters) for words in lines),
            *([KeyLine(label("totals_outline"))] if optimizer else []),
        ),
        label("totals_title", layer=call(counted)),
        (
            label("sentence", of=tuple(label("item", name=row.name, value=row.count) for row in counted.rows)),
            *(label("sentence", of=words) for words in lines),
        ),
    )


def _panel(bars: list[tuple[str, int, int]], parameters: int) -> Panel:
    """A bar a line, below what Keras prints before it; all on one scale, what is no parameter only outlined."""
    scale = (WIDTH - 2 * EDGE) / bars[0][2]
    marks: list[Mark] = []
    top: float = 0
    for name, begin, number in bars:
        count = label("value", value=f"{number:,}")
        marks.append(Text((EDGE, top + TEXT), f"{name}:"))
        left = EDGE + width(f"{name}: ")
        if left + width(count, strong=True) > WIDTH:
            left, top = EDGE, top + LINE
        marks.append(Text((left, top + TEXT), count, strong=True))
        top += LINE
        if not number:
            top += BELOW_BAR
            continue
        inside = max(0, min(number, parameters - begin))
        for first, long, faint in ((begin, inside, False), (begin + inside, number - inside, True)):
            if long:
                at, wide = EDGE + first * scale, max(THINNEST_BAR, long * scale)
                marks.append(Box((min(at, WIDTH - EDGE - wide), top), wide, BAR_HIGH, "plain", 1, long, faint=faint))
        top += BAR_HIGH + BELOW_BAR
    return Panel(WIDTH, top, tuple(marks))
