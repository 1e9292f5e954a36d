"""Layers one after another, ending in a Dense: what each reads, its arrays on one scale, its count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.formula import Sum
from rnnformula.counting.tally import tally
from rnnformula.errors import InputError, shown
from rnnformula.figures.array_blocks import block, extent, scale
from rnnformula.figures.parts import LEFT, added, call, check_sizes, key_of_boxes, length, roles_of, total
from rnnformula.figures.scene import LINE, WIDTH, Box, Figure, Line, Text
from rnnformula.language.phrases import Equality, label

if TYPE_CHECKING:
    from rnnformula.counting.tally import Tally
    from rnnformula.figures.scene import Mark
    from rnnformula.language.phrases import Label
    from rnnformula.reading.arguments import Argument

#: More layers make a figure that is higher than a screen.
MOST_CARDS = 8
#: The room for blocks in a card, and where it ends at the right.
BLOCKS_WIDE, HIGH, RIGHT = 112, 44, 326
#: The blank between two blocks, and the largest side of one scalar.
GAP, LARGEST_SCALAR_IN_CARD = 7, 9
#: The blank between two cards, for an arrow: where it stands, and how far it stays away from the cards.
BETWEEN_CARDS = 44
ARROW_X, BELOW_CARD, ABOVE_CARD = LEFT + 20, 6, 4
#: The words of an arrow begin this far to its right, and their baseline is this far below its middle.
BESIDE_ARROW, BELOW_MIDDLE = 14, 6
#: In a card: the blanks above and below its lines together, where they begin, and the baseline of the first one.
CARD_PADDING, CARD_LEFT, CARD_BASELINE = 18, LEFT + 12, 24
#: From the last card to the baseline of the total, and from there to that of the key.
ABOVE_TOTAL, ABOVE_KEY = 28, 26
#: The longest sums that fit beside the blocks, on one line and on two, by `length`.
ONE_LINE, TWO_LINES = 25, 27


def stack(layer: str, /, *, units: int | tuple[int, ...] = (), dense: int = 1, **arguments: Argument) -> Figure:
    """Layers of a kind, then a Dense.

    Args:
        layer: Keras' name of the class of all layers but the last.
        units: the units of each of them, ``(4, 4, 4)``; an integer is one layer.
        dense: the units of the Dense.
        arguments: the ``features`` that the first reads, and options of all of them.
    """
    tallies = _tallies(layer, units if isinstance(units, (tuple, list)) else (units,), dense, arguments)
    for counted in tallies:
        check_sizes("stack", counted)
    highest = max(extent(row)[0] for counted in tallies for row in counted.rows)
    gaps = GAP * (max(len(counted.rows) for counted in tallies) - 1)
    columns = max(sum(extent(row)[1] for row in counted.rows) for counted in tallies)
    side = scale(highest, columns, HIGH, BLOCKS_WIDE - gaps, LARGEST_SCALAR_IN_CARD)
    marks: list[Mark] = []
    top: float = 0
    for number, counted in enumerate(tallies):
        marks += _arrow(top, _reads(tallies, number))
        card = _card(counted, top + BETWEEN_CARDS, side)
        marks += card
        top += BETWEEN_CARDS + next(mark.height for mark in card if isinstance(mark, Box))
    in_all = total([counted.count for counted in tallies])
    marks.append(Text((LEFT, top + ABOVE_TOTAL), in_all, strong=True))
    marks += key_of_boxes(roles_of(tallies), top + ABOVE_TOTAL + ABOVE_KEY)
    return Figure(
        "stack",
        tuple(tallies),
        top + ABOVE_TOTAL + ABOVE_KEY + LINE / 2,
        tuple(marks),
        label("stack_title", layers=tuple(label("value", value=call(counted)) for counted in tallies)),
        (
            *(
                label(
                    "stack_layer",
                    layer=call(counted),
                    inputs=_reads(tallies, number),
                    sum=added([row.count for row in counted.rows]),
                )
                for number, counted in enumerate(tallies)
            ),
            label("sentence", of=in_all),
        ),
    )


def _tallies(layer: str, units: tuple[int, ...], dense: int, arguments: dict[str, Argument]) -> list[Tally]:
    if not 1 <= len(units) <= MOST_CARDS:
        raise InputError(
            f"figure stack: units must be those of 1 to {MOST_CARDS} layers, such as (4, 4), got {shown(units)}"
        )
    tallies = []
    for number in units:
        tallies.append(tally(layer, units=number, **arguments))
        arguments = arguments | {"features": tallies[-1].size("units")}
    return [*tallies, tally("Dense", units=dense, features=tallies[-1].size("units"))]


def _reads(tallies: list[Tally], number: int) -> Label:
    """What a layer reads; the Dense at the end reads one step where the layer before it is recurrent."""
    width = tallies[number].size("features")
    read = label("n_outputs" if number else "n_features", n=width)
    if "recurrent" not in roles_of(tallies[:1]):
        return read
    return label("of_last_step" if number == len(tallies) - 1 else "of_every_step", read=read)


def _arrow(top: float, words: Label) -> list[Mark]:
    arrow = Line(((ARROW_X, top + BELOW_CARD), (ARROW_X, top + BETWEEN_CARDS - ABOVE_CARD)), arrow=True)
    return [arrow, Text((ARROW_X + BESIDE_ARROW, top + BETWEEN_CARDS / 2 + BELOW_MIDDLE), words)]


def _card(counted: Tally, top: float, side: float) -> list[Mark]:
    """One layer: its name, the counts of its arrays added up, and the arrays as blocks."""
    lines: list[Label | str] = [call(counted), *_counts(counted)]
    height = CARD_PADDING + len(lines) * LINE
    marks: list[Mark] = [Box((LEFT, top), WIDTH - 2 * LEFT, height)]
    for number, words in enumerate(lines):
        marks.append(Text((CARD_LEFT, top + CARD_BASELINE + number * LINE), words, strong=not number))
    x: float = RIGHT
    for row in reversed(counted.rows):
        box = block(row, (0, 0), side)
        x -= box.width
        marks.append(block(row, (x, top + (height - box.height) / 2), side))
        x -= GAP
    return marks


def _counts(counted: Tally) -> list[Label]:
    counts = [row.count for row in counted.rows]
    if length([*counts, counted.count]) <= ONE_LINE:
        return [label("value", value=added(counts))]
    if length(counts) <= TWO_LINES:
        return [label("value", value=Equality((Sum(tuple(counts)),))), label("equals", n=counted.count)]
    return [label("n_parameters", n=counted.count)]
