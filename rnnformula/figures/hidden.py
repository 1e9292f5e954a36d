"""Hidden layer and hidden state: the arrays, which stay as they are, and the numbers that each time step makes anew."""

from __future__ import annotations

from typing import TYPE_CHECKING

from rnnformula.counting.expressions import Product
from rnnformula.counting.tally import tally
from rnnformula.errors import InputError
from rnnformula.figures.areas import lines_of_gates, rectangles, to_scale
from rnnformula.figures.cut_axes import places_drawn, runs
from rnnformula.figures.operations import STATES
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
STATE_WIDE, STATE_NUMBER_HIGH, AROUND_ARROW, BETWEEN_STATES, BELOW_STATES = 26, 22, 3, 10, 6
#: From a time step to the next, and the first one's middle.
STEP_PITCH, FIRST = 72, 38
#: The most places that a state takes; of a longer one dots stand for the rest.
NUMBERS_DRAWN = 5


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
    same_parameters = label("hidden_kept", parameters=label("n_parameters", n=counted.count))
    new_numbers = label("hidden_made", numbers=_numbers(states, units))
    named = label("hidden_state" if states == 1 else "hidden_states")
    in_all = sums(counted)
    return Figure(
        "hidden",
        (counted,),
        (
            *(
                Panel(panel.width, panel.height, panel.marks, label("hidden_layer"), (same_parameters,))
                for panel in panels
            ),
            _states(STATES[:states], units, steps, named, new_numbers),
        ),
        (
            *arrays_of(counted),
            *lines_of_sums(in_all),
            *lines_of_gates(shown),
            *([KeyLine(thick)] if thick else []),
        ),
        titled("hidden_title", call(counted), counted.sizes),
        (
            label("sentence", of=label("item", name=label("hidden_layer"), value=same_parameters)),
            label("sentence", of=label("item", name=named, value=new_numbers)),
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
    top: float = TEXT + AROUND_ARROW
    for letter in letters:
        marks += _over_time(letter, units, steps, top)
        top += len(places_drawn(units, NUMBERS_DRAWN)) * STATE_NUMBER_HIGH + BETWEEN_STATES + TEXT + AROUND_ARROW
    bottom = top - BETWEEN_STATES - TEXT - AROUND_ARROW
    middles = [FIRST + step * STEP_PITCH for step in range(steps)]
    marks += [Text((x, bottom + LINE), label("step_number", n=step), "middle") for step, x in enumerate(middles, 1)]
    return Panel(middles[-1] + FIRST, bottom + LINE + BELOW_STATES, tuple(marks), head, (foot,))


def _over_time(letter: str, units: int, steps: int, top: float) -> Iterator[Mark]:
    """One state at every time step."""
    places = places_drawn(units, NUMBERS_DRAWN)
    middle = top + len(places) * STATE_NUMBER_HIGH / 2
    for step in range(steps):
        x = FIRST + step * STEP_PITCH
        y = top
        yield Text((x, top - AROUND_ARROW - 2), Symbol(letter, step + 1), "middle")
        for number, run in enumerate(runs(places)):
            if number:
                yield Text((x, y + STATE_NUMBER_HIGH / 2 + CENTRED), label("value", value="⋮"), "middle")
                y += STATE_NUMBER_HIGH
            yield Box((x - STATE_WIDE / 2, y), STATE_WIDE, len(run) * STATE_NUMBER_HIGH, "plain", len(run), 1)
            y += len(run) * STATE_NUMBER_HIGH
        if step:
            ends = (
                (x - STEP_PITCH + STATE_WIDE / 2 + AROUND_ARROW, middle),
                (x - STATE_WIDE / 2 - AROUND_ARROW, middle),
            )
            yield Line(ends, arrow=True)
