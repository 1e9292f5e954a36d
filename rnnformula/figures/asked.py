"""What a figure is asked for, counted: a layer, or that layer in two directions, on another, under a Dense."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.shapes import parts
from rnnformula.counting.tally import split_arguments, tally, tally_of
from rnnformula.errors import InputError
from rnnformula.facts.families.wrappers import BIDIRECTIONAL, SEQUENTIAL, TIME_DISTRIBUTED
from rnnformula.figures.parts import LONGEST_AXIS, check_steps
from rnnformula.reading.inputs import input_for
from rnnformula.reading.layers import Layer, find, read_layer, with_arguments

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from rnnformula.counting.tally import Tally
    from rnnformula.facts import Family
    from rnnformula.reading.arguments import Argument

#: What a layer may be put into, by the name of the argument; the most layers that stand on each other.
WRAPPERS, HIGHEST_STACK = {"bidirectional": BIDIRECTIONAL, "time_distributed": TIME_DISTRIBUTED}, 20


def counted_whole(
    figure: str, layer: str, arguments: Mapping[str, Argument], layers: int = 1, dense: int = 0
) -> tuple[Tally, tuple[Tally, ...]]:
    """All layers that a figure is asked for as one, and the tallies of the layers of which that one is made.

    ``layers`` stand on each other and under a Dense of ``dense`` units, 0 for none; among the arguments may be those
    of `WRAPPERS`.
    """
    own = read_layer(layer).family.choices
    given = dict(arguments)
    wrappers = [wrapper for name, wrapper in WRAPPERS.items() if name not in own and given.pop(name, False)]
    check_steps(figure, layers, 1, HIGHEST_STACK, "layers")
    check_steps(figure, dense, 0, LONGEST_AXIS, "dense")
    record, sizes, shape = split_arguments(layer, given)
    if not wrappers and layers == 1 and not dense:
        counted = tally(layer, **given)
        return counted, (counted,)
    if shape is not None:
        raise InputError(f"figure {figure}: give the sizes that {record.family.name} reads in place of input_shape")
    reading = [_inside(record, wrappers, {"return_sequences": True}) for _ in range(layers - 1)]
    chain = [*reading, _inside(record, wrappers, {})]
    if dense:
        chain.append(Layer(find("Dense"), {"units": dense}))
    if len(chain) == 1:
        counted = tally_of(chain[0], input_for(chain[0], sizes), sizes)
        return counted, (counted,)
    whole = Layer(SEQUENTIAL, {"layers": chain})
    begins = input_for(whole, sizes)
    inner = tuple(tally_of(layer, reads) for _, layer, reads in parts(whole, begins))
    return tally_of(whole, begins, sizes), inner


def _inside(record: Layer, wrappers: Sequence[Family], more: Mapping[str, Argument]) -> Layer:
    layer = with_arguments(record, more)
    for wrapper in wrappers:
        layer = Layer(wrapper, {"layer": layer})
    return layer
