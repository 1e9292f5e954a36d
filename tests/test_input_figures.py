"""Figures of what is read and kept: the input, the state beside its layer, rows that are looked up."""

import re

import pytest

from rnnformula import InputError, figure, render
from rnnformula.figures.scene import Box, Circle, Line, Text

SIZES = {"units": 2, "features": 3}


@pytest.mark.parametrize(
    ("features", "steps", "units", "rows", "columns", "circles"),
    [
        (3, 50, 2, 5, 3, 2),
        (3, 6, 4, 6, 3, 4),
        (1, 1, 1, 1, 1, 1),
        (6, 7, 5, 5, 4, 3),
        (1000, 1_000_000, 999, 5, 4, 3),
    ],
)
def test_one_row_of_the_input_is_lit_and_every_unit_reads_it(features, steps, units, rows, columns, circles):
    (panel,) = figure("input", "SimpleRNN", units=units, features=features, steps=steps).panels
    boxes = [mark for mark in panel.marks if isinstance(mark, Box)]
    by_row = {y: [box for box in boxes if box.at[1] == y] for y in sorted({box.at[1] for box in boxes})}
    assert len(by_row) == rows
    assert {sum(box.columns for box in row) for row in by_row.values()} == {columns}
    lit = [number for number, row in enumerate(by_row.values()) if not row[0].faint]
    assert lit == [min(1, steps - 1)]
    arrows = [mark for mark in panel.marks if isinstance(mark, Line) and mark.arrow]
    assert len(arrows) == len([mark for mark in panel.marks if isinstance(mark, Circle)]) == circles
    (row,) = [row for row in by_row.values() if not row[0].faint]
    assert {line.points[0][1] for line in arrows} == {row[0].at[1] + row[0].height / 2}
    steps_named = [mark.words.values["n"] for mark in panel.marks if isinstance(mark, Text) and mark.anchor == "end"]
    assert steps_named[rows - 1] == steps


def test_the_input_says_what_each_number_of_the_shape_is():
    written = re.sub("<[^>]+>", "", render.hypertext(figure("input", "SimpleRNN", **SIZES, steps=50)))
    assert "(None, 50, 3)" in written
    assert "50: time steps, read one after another; in no formula" in written
    assert "None: the batch, as many samples as you give; in no formula" in written


@pytest.mark.parametrize(
    ("layer", "arguments", "message"),
    [
        ("Dense", SIZES, "figure input: Dense does not read time steps of features, expected such as LSTM"),
        ("LSTM", SIZES | {"steps": 0}, "figure input: steps must be an integer from 1 to 1,000,000, got 0"),
    ],
)
def test_an_input_that_can_not_be_drawn_is_refused(layer, arguments, message):
    with pytest.raises(InputError, match=re.escape(message)):
        figure("input", layer, **arguments)


@pytest.mark.parametrize(("layer", "states"), [("SimpleRNN", "h"), ("GRU", "h"), ("LSTM", "hc"), ("LSTMCell", "hc")])
@pytest.mark.parametrize(("units", "steps", "drawn"), [(1, 1, 1), (2, 3, 2), (5, 4, 5), (64, 2, 4)])
def test_a_state_is_a_column_of_units_at_every_step_and_its_layer_is_drawn_once(layer, states, units, steps, drawn):
    *layers, state = figure("hidden", layer, units=units, features=3, steps=steps).panels
    assert len(layers) == 1
    boxes = [mark for mark in state.marks if isinstance(mark, Box)]
    assert len({box.at[0] for box in boxes}) == steps
    assert sum(box.rows for box in boxes) == drawn * steps * len(states)
    assert {(box.columns, box.role, box.part) for box in boxes} == {(1, "plain", "")}
    letters = [mark.words.letter for mark in state.marks if isinstance(mark, Text) and hasattr(mark.words, "letter")]
    assert letters == [letter for letter in states for _ in range(steps)]
    assert len([mark for mark in state.marks if isinstance(mark, Line)]) == (steps - 1) * len(states)


def test_parameters_stay_and_the_numbers_of_the_state_are_made_anew():
    written = render.hypertext(figure("hidden", "SimpleRNN", **SIZES))
    assert "12 parameters, the same at every time step" in written
    assert "2 numbers, new at every time step; no parameters" in written
    assert "= 4 numbers, new at" in re.sub("<[^>]+>", "", render.hypertext(figure("hidden", "LSTM", **SIZES))).replace(
        "\N{NO-BREAK SPACE}", " "
    )


def test_a_layer_without_a_state_is_refused():
    with pytest.raises(InputError, match="figure hidden: Dense keeps no state of its own, expected such as LSTM"):
        figure("hidden", "Dense", **SIZES)
