"""The flow of a layer shows what its equations say, one more in each drawing, and nothing lies on anything else."""

import re
from dataclasses import replace
from itertools import combinations, pairwise

import pytest

from rnnformula import FAMILIES, InputError, equations, figure, tally
from rnnformula.figures.operations import FUNCTION, WEIGHTED, stages
from rnnformula.figures.placing import place_all
from rnnformula.figures.scene import Box, Circle, Line, Text
from rnnformula.language.phrases import Symbol

SIZES = {"units": 2, "features": 3}
LAYERS = [
    (name, variant.options)
    for name in ("SimpleRNN", "LSTM", "GRU", "LSTMCell", "GRUCell")
    for variant in FAMILIES[name].step_variants
]
each_layer = pytest.mark.parametrize(("layer", "options"), LAYERS)


def written(panel, *, faint):
    """The words in a drawing that are faint, or are not."""
    words = [mark.words for mark in panel.marks if isinstance(mark, Text) and mark.faint == faint]
    return [f"{one.letter} {one.index}" if isinstance(one, Symbol) else one.values["value"] for one in words]


@each_layer
def test_each_drawing_adds_the_arrays_and_functions_of_one_equation(layer, options):
    panels = figure("flow", layer, **SIZES, **options).panels
    steps = equations(layer, **options).equations
    assert len(panels) == len(steps)
    for panel, step in zip(panels, steps, strict=True):
        boxes = [mark for mark in panel.marks if isinstance(mark, Box) and mark.rows and not mark.faint]
        read = re.findall(r"\b(kernel|recurrent_kernel|bias)\b", step.expression)
        assert sorted(box.part for box in boxes) == sorted(read if "r * (h" in step.expression else set(read))
        new = written(panel, faint=False)
        assert new.count("σ") == step.expression.count("sigmoid")
        assert new.count("tanh") == step.expression.count("tanh")
        assert new.count("1−") == step.expression.count("1 -")
        assert new.count("×") == step.expression.count(" * ")


@each_layer
def test_what_a_drawing_adds_is_faint_in_the_next(layer, options):
    panels = figure("flow", layer, **SIZES, **options).panels

    def shapes(panel):
        """All marks but the signals that come in, as far from the lower edge as they are."""
        incoming = ("t−1", "x")
        for mark in panel.marks:
            down = panel.height
            if isinstance(mark, Line):
                yield replace(mark, points=tuple((x, round(down - y, 6)) for x, y in mark.points), faint=True)
            elif not (isinstance(mark, Text) and isinstance(mark.words, Symbol) and mark.words.index in incoming):
                yield replace(mark, at=(mark.at[0], round(down - mark.at[1], 6)), faint=True)

    for before, after in pairwise(panels):
        now = list(shapes(after))
        assert [mark for mark in shapes(before) if mark not in now] == []
        assert not any(mark.faint for mark in panels[0].marks)


@each_layer
def test_the_last_drawing_has_what_comes_in_and_what_goes_out(layer, options):
    last = figure("flow", layer, **SIZES, **options).panels[-1]
    said = written(last, faint=False) + written(last, faint=True)
    states = ["h", "c"] if "LSTM" in layer else ["h"]
    assert [one for one in said if " t−1" in one]
    assert said.count("x t") == 1
    for state in states:
        assert said.count(f"{state} t−1") == said.count(f"{state} t") == 1


@each_layer
def test_no_node_lies_on_another_and_no_line_runs_through_one(layer, options):
    def edges(mark):
        if isinstance(mark, Circle):
            (x, y), r = mark.at, mark.radius
            return x - r, y - r, x + r, y + r
        return *mark.at, mark.at[0] + mark.width, mark.at[1] + mark.height

    for panel in figure("flow", layer, **SIZES, **options).panels:
        nodes = {edges(mark) for mark in panel.marks if isinstance(mark, (Box, Circle))}
        for (left, top, right, bottom), other in combinations(nodes, 2):
            apart = left >= other[2] or other[0] >= right or top >= other[3] or other[1] >= bottom
            assert apart, (panel.head, other)
        for line in (mark for mark in panel.marks if isinstance(mark, Line)):
            (x, y), (to_x, to_y) = line.points
            assert x == to_x or y == to_y
            for left, top, right, bottom in nodes:
                crosses = (
                    max(x, to_x) > left + 1e-6
                    and min(x, to_x) < right - 1e-6
                    and max(y, to_y) > top + 1e-6
                    and min(y, to_y) < bottom - 1e-6
                )
                assert not crosses, (panel.head, line)


def test_gates_stand_where_the_states_need_them_and_the_cell_state_runs_above_all():
    placed = place_all(stages(equations("LSTM")))
    assert sorted(placed.results, key=lambda name: (placed.results[name].column, placed.results[name].level))[:2] == [
        "f",
        "i",
    ]
    rail = [node for node in placed.nodes if node.on_rail]
    assert [(node.kind, node.level) for node in rail] == [("×", placed.top), ("+", placed.top)]
    assert max(node.level for node in placed.nodes if not node.on_rail) < placed.top


@each_layer
def test_operations_have_every_array_of_the_equations(layer, options):
    operations = [one for stage in stages(equations(layer, **options)) for one in stage.last.all()]
    arrays = {name for one in operations if one.kind == WEIGHTED for name in one.arrays}
    assert arrays == {row.array.name for row in tally(layer, **SIZES, **options).rows}
    assert {one.name for one in operations if one.kind == FUNCTION} <= {"sigmoid", "tanh"}


def test_the_second_bias_of_a_gru_stands_beside_the_recurrent_kernel_alone():
    candidate = stages(equations("GRU"))[2]
    sums = [one.arrays for one in candidate.last.all() if one.kind == WEIGHTED]
    assert sums == [("recurrent_kernel", "bias"), ("kernel", "bias")]


@pytest.mark.parametrize(
    ("layer", "message"),
    [
        ("Dense", "figure flow: Dense keeps no state that equations tell, expected such as LSTM"),
        ("Bidirectional(LSTM(2))", "keeps no state that equations tell"),
    ],
)
def test_a_layer_without_equations_of_a_state_is_refused(layer, message):
    with pytest.raises(InputError, match=re.escape(message)):
        figure("flow", layer, **({} if "(" in layer else {"units": 2}), features=3)
