"""Layers one after another, ending in a Dense: what each reads, its rectangle on the scale of all, its count."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.tally import tally
from rnnformula.errors import InputError, shown
from rnnformula.figures.areas import panel, rectangles, scale_of
from rnnformula.figures.parts import added, call, check_sizes, lines_of_sums, roles_of, total
from rnnformula.figures.scene import Figure, KeyLine
from rnnformula.language.phrases import label

if TYPE_CHECKING:
    from rnnformula.counting.tally import Tally
    from rnnformula.language.phrases import Label
    from rnnformula.reading.arguments import Argument

#: More layers make a figure that is higher than a screen.
MOST_DRAWN = 8
#: The room for the rectangle of rectangle layer: two stand beside each other on a wide screen.
WIDE_IN_STACK, HIGH_IN_STACK = 120, 120


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
    shown = [rectangles(counted) for counted in tallies]
    scale = scale_of([rectangle for of_layer in shown for rectangle in of_layer], WIDE_IN_STACK, HIGH_IN_STACK)
    panels = [
        panel(
            rectangle,
            scale,
            head=label("after" if number else "item", name=call(counted), value=_reads(tallies, number)),
            foot=(label("value", value=added([row.count for row in counted.rows])),),
        )
        for number, (counted, of_layer) in enumerate(zip(tallies, shown, strict=True))
        for rectangle in of_layer
    ]
    in_all = total([counted.count for counted in tallies])
    return Figure(
        "stack",
        tuple(tallies),
        tuple(panels),
        (*(KeyLine(label(role), role, "block") for role in roles_of(tallies)), *lines_of_sums([in_all])),
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
    if not 1 <= len(units) <= MOST_DRAWN:
        raise InputError(
            f"figure stack: units must be those of 1 to {MOST_DRAWN} layers, such as (4, 4), got {shown(units)}"
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
