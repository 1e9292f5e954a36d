"""Hidden layer and hidden state: the arrays, which stay as they are, and the numbers that each time step makes anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.expressions import Product
from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.figures.areas import lines_of_gates, rectangles, to_scale
from rnnformula.figures.input import drawn
from rnnformula.figures.parts import arrays_of, call, check_sizes, check_steps, lines_of_sums, listed, sums, titled
from rnnformula.figures.scene import CENTRED, LINE, TEXT, Box, Figure, KeyLine, Line, Panel, Text
from rnnformula.language.phrases import Equality, Symbol, label
from rnnformula.reading.layers import read_layer

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.figures.scene import Mark
    from rnnformula.language.phrases import Label
    from rnnformula.reading.arguments import Argument

#: A number of a state: how wide and how high; the blank around an arrow and between two states; the blank below all.
CELL_WIDE, CELL_HIGH, GAP, BETWEEN_STATES, BELOW = 26, 22, 3, 10, 6
#: From a time step to the next, and the first one's middle.
PITCH, FIRST = 72, 38
#: The most places that a state takes; of a longer one dots stand for the rest.
UNITS_DRAWN = 5
#: States by their letters, in the order in which a layer has them.
STATES = ("h", "c")


def hidden(layer: str, /, *, steps: int = 3, **arguments: Argument) -> Figure:
    """A recurrent layer beside its states over ``steps`` time steps; other arguments as in `rnnformula.count`."""
    counted = tally(layer, **arguments)
    states = read_layer(layer).family.states
    if not states or "units" not in counted.sizes:
        raise InputError(f"figure hidden: {counted.layer} keeps no state of its own, expected such as LSTM")
    check_sizes("hidden", counted)
    check_steps("hidden", steps)
    shown = rectangles(counted)
    panels, thick = to_scale(shown)
    units = counted.size("units")
    kept = label("hidden_kept", parameters=label("n_parameters", n=counted.count))
    made = label("hidden_made", numbers=_numbers(states, units))
    named = label("hidden_state" if states == 1 else "hidden_states")
    in_all = sums(counted)
    return Figure(
        "hidden",
        (counted,),
        (
            *(Panel(panel.width, panel.height, panel.marks, label("hidden_layer"), (kept,)) for panel in panels),
            _states(STATES[:states], units, steps, named, made),
        ),
        (
            *arrays_of(counted),
            *lines_of_sums(in_all),
            *lines_of_gates(shown),
            *([KeyLine(thick)] if thick else []),
        ),
        titled("hidden_title", call(counted), counted.sizes),
        (
            label("sentence", of=label("item", name=label("hidden_layer"), value=kept)),
            label("sentence", of=label("item", name=named, value=made)),
            label("sentence", of=listed(counted)),
            *(label("sentence", of=words) for words in in_all),
        ),
    )


def _numbers(states: int, units: int) -> Label:
    """How many numbers the states have: ``2 numbers``, ``2 × 2 = 4 numbers``."""
    if states == 1:
        return label("n_numbers", n=units)
    product = Equality((Product((states, units)), states * units))
    return label("hidden_numbers", product=product, n=states * units)


def _states(letters: tuple[str, ...], units: int, steps: int, head: Label, foot: Label) -> Panel:
    """Each state as a column of numbers at every time step, handed on to the next."""
    marks: list[Mark] = []
    top: float = TEXT + GAP
    for letter in letters:
        marks += _over_time(letter, units, steps, top)
        top += len(drawn(units, UNITS_DRAWN)) * CELL_HIGH + BETWEEN_STATES + TEXT + GAP
    bottom = top - BETWEEN_STATES - TEXT - GAP
    middles = [FIRST + step * PITCH for step in range(steps)]
    marks += [Text((x, bottom + LINE), label("step_number", n=step), "middle") for step, x in enumerate(middles, 1)]
    return Panel(middles[-1] + FIRST, bottom + LINE + BELOW, tuple(marks), head, (foot,))


def _over_time(letter: str, units: int, steps: int, top: float) -> Iterator[Mark]:
    """One state at every time step."""
    places = drawn(units, UNITS_DRAWN)
    parts = [places] if None not in places else [places[: places.index(None)], places[places.index(None) + 1 :]]
    middle = top + len(places) * CELL_HIGH / 2
    for step in range(steps):
        x = FIRST + step * PITCH
        y = top
        yield Text((x, top - GAP - 2), Symbol(letter, step + 1), "middle")
        for number, part in enumerate(parts):
            if number:
                yield Text((x, y + CELL_HIGH / 2 + CENTRED), label("value", value="⋮"), "middle")
                y += CELL_HIGH
            yield Box((x - CELL_WIDE / 2, y), CELL_WIDE, len(part) * CELL_HIGH, "plain", len(part), 1)
            y += len(part) * CELL_HIGH
        if step:
            ends = ((x - PITCH + CELL_WIDE / 2 + GAP, middle), (x - CELL_WIDE / 2 - GAP, middle))
            yield Line(ends, arrow=True)
