"""One time step by hand: what Keras gives, to be worked out again from what is shown, and what is refused."""

import json
import math
import operator
import random
from collections import Counter
from decimal import Decimal
from functools import reduce

import pytest

from rnnformula import FAMILIES, InputError, equations, render, worked_step
from rnnformula.counting.scalar_steps import work_out
from rnnformula.language import LANGUAGES
from tests.conftest import ROOT

SIGMOID = {"sigmoid": lambda z: 1 / (1 + math.exp(-z)), "tanh": math.tanh}
LSTM = {"kernel": [[0.5, 0.3, 0.8, 0.2]], "recurrent_kernel": [[0.1, -0.4, 0.6, 0.7]], "bias": [-0.2, 1, 0, 0]}
#: What each of a few steps may be off where each is rounded to three places, and where none is.
ROUNDED, EXACT = 0.004, 2e-6


class Floats:
    """Plain numbers, each operation counted."""

    def __init__(self):
        self.done = Counter()

    def constant(self, number):
        return float(number)

    def noted(self, name, operate):
        def run(*numbers):
            self.done[name] += 1
            return operate(*numbers)

        return run

    @property
    def add(self):
        return self.noted("+", operator.add)

    @property
    def subtract(self):
        return self.noted("-", operator.sub)

    @property
    def multiply(self):
        return self.noted("*", operator.mul)

    def dot(self, weights, factors):
        return reduce(self.add, map(self.multiply, weights, factors))

    def apply(self, function, arguments):
        self.done[function] += len(arguments)
        return tuple(map(SIGMOID.get(function, float), arguments))


def rows(shape, flat):
    return [list(flat[start : start + shape[-1]]) for start in range(0, len(flat), shape[-1])]


def recorded():
    """Families without a convolution, with what Keras put out."""
    known = json.loads((ROOT / "tests/known_outputs.json").read_text("utf-8"))
    for name, record in known.items():
        layer, options = json.loads(name)
        family = FAMILIES[layer]
        of_step = any("conv(" in equation.expression for equation in family.equations)
        if not (of_step or family.snippet or options.get("lora_rank") or len(record["state"]) > 1):
            yield pytest.param(layer, options, record, id=name)


def arrays_of(record):
    return {name: rows(shape, flat) if len(shape) > 1 else list(flat) for name, shape, flat in record["weights"]}


@pytest.mark.parametrize(("layer", "options", "record"), recorded())
def test_the_step_is_that_of_keras(layer, options, record):
    weights, units = arrays_of(record), record["state"][0]
    kept = {name: value for name, value in options.items() if name in FAMILIES[layer].choices}
    names = {name for equation in equations(layer, **kept).equations for name in equation.names()}
    before = {name: [0] * units for name in ("h", "c") if name in names and "recurrent_kernel" in weights}
    for x, output in zip(record["inputs"], record["outputs"], strict=True):
        step = worked_step(layer, x=x, weights=weights, **before, **kept)
        target = step.equations.equations[-1].target
        assert [float(value) for value in step.values(target)] == pytest.approx(output, abs=ROUNDED)
        before = {name: list(step.values(name)) for name in before}


@pytest.mark.parametrize(("layer", "options", "record"), recorded())
def test_the_walk_takes_other_arithmetic_and_then_rounds_nothing(layer, options, record):
    given = equations(layer, **{name: value for name, value in options.items() if name in FAMILIES[layer].choices})
    floats, units = Floats(), record["state"][0]
    known = {
        name: tuple(map(tuple, array)) if isinstance(array[0], list) else tuple(array)
        for name, array in arrays_of(record).items()
    }
    known |= {"h": (0.0,) * units, "c": (0.0,) * units}
    for x, output in zip(record["inputs"], record["outputs"], strict=True):
        known["x"] = tuple(x)
        for equation in given.equations:
            known[equation.target] = work_out(equation.expression, known, given.gates, floats)
        assert list(known[given.equations[-1].target]) == pytest.approx(output, abs=EXACT)
    if layer == "SimpleRNN":
        features = len(record["inputs"][0])
        assert floats.done["*"] == len(record["inputs"]) * units * (features + units)
        assert floats.done["tanh"] == len(record["inputs"]) * units


@pytest.mark.parametrize("layer", ["SimpleRNN", "LSTM", "GRU"])
@pytest.mark.parametrize("choice", [{}, {"use_bias": False}, {"reset_after": False}], ids=str)
@pytest.mark.parametrize(("units", "features"), [(1, 1), (2, 3)])
def test_every_line_can_be_worked_out_again_from_what_is_shown(layer, choice, units, features):
    if choice.keys() - FAMILIES[layer].choices.keys():
        pytest.skip("no such option")
    draw = random.Random(1)

    def some(shape):
        return (
            [draw.randint(-20, 20) / 10 for _ in range(shape[0])]
            if len(shape) == 1
            else [some(shape[1:]) for _ in range(shape[0])]
        )

    arrays = equations(layer, **choice).variant.arrays
    weights = {array.name: some(array.shape_for({"units": units, "features": features})) for array in arrays}
    states = {"h": some([units])} | ({"c": some([units])} if layer == "LSTM" else {})
    step = worked_step(layer, x=some([features]), weights=weights, **states, **choice)
    assert len(step.lines) == units * len(step.equations.equations)
    for line in step.lines:
        for stage in line.stages:
            assert eval(stage, dict(SIGMOID)) == pytest.approx(float(line.value), abs=0.0011)
        last = eval(line.stages[-1], dict(SIGMOID))
        assert last == pytest.approx(float(line.value), abs=0.000501)
        assert -line.value.as_tuple().exponent <= 3
        if line.total is not None:
            assert line.stages[-1].endswith(f"({line.total:f})")


def test_the_lines_are_short():
    step = worked_step("LSTM", x=[1], h=[0.5], c=[0.2], weights=LSTM)
    first, *_, last = step.lines
    assert first.stages == ("sigmoid(0.5 * 1 + 0.1 * 0.5 - 0.2)", "sigmoid(0.35)")
    assert (first.total, first.value) == (Decimal("0.35"), Decimal("0.587"))
    assert last.stages == ("0.634 * tanh(0.62)", "0.634 * 0.551")
    assert step.tally.count == 12


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_step_is_written_in_every_format(lang):
    step = worked_step("LSTM", x=[1], h=[0.5], c=[0.2], weights=LSTM)
    row = "σ(0.5 × 1 + 0.1 × 0.5 − 0.2) = σ(0.35)"
    assert row in render.text(step, lang)
    assert f"| i | {row} | 0.587 |" in render.markdown(step, lang)
    assert rf"| $\attime{{i}}$ | {row} | 0.587 |" in render.markdown(step, lang, symbols=True)
    line = r"i_t & = \sigma(0.5 \times 1 + 0.1 \times 0.5 - 0.2) = \sigma(0.35) = 0.587 \\"
    assert line in render.latex(step, lang)
    assert r"\attime{i} & = " in render.latex(step, lang, symbols=True)
    written = json.loads(render.json(step, lang))
    assert written["lines"][0]["value"] == 0.587
    assert [each["target"] for each in written["lines"]] == ["i", "f", "candidate", "o", "c", "h"]


def test_of_several_units_each_has_its_line():
    weights = {"kernel": [[1, 2]], "recurrent_kernel": [[0, 0], [0, 0]], "bias": [0, 0]}
    step = worked_step("SimpleRNN", x=[0.1], h=[0, 0], weights=weights)
    assert "| $\\state$, unit 2 | tanh(2 × 0.1 + 0 × 0 + 0 × 0 + 0) = tanh(0.2) |" in render.markdown(
        step, symbols=True
    )
    assert r"\left(\state\right)_{2} & = " in render.latex(step, symbols=True)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"c": None}, "LSTM: c is missing; expected 1 numbers"),
        ({"h": None}, "LSTM: h is missing; expected 1 numbers"),
        ({"h": [1, 2]}, "LSTM: h must have 1 numbers, one a unit, got 2"),
        ({"x": [1, 2]}, "LSTM: kernel must have the shape (2, 4), got (1, 4)"),
        ({"x": 1}, "LSTM: x must be a list of numbers, got 1"),
        ({"x": []}, "LSTM: x must be a list of numbers, got []"),
        ({"x": ["1"]}, "LSTM: x must be numbers of at most 1,000, got '1'"),
        ({"x": [True]}, "LSTM: x must be numbers of at most 1,000, got True"),
        ({"x": [math.nan]}, "LSTM: x must be numbers of at most 1,000, got nan"),
        ({"x": [1001]}, "LSTM: x must be numbers of at most 1,000, got 1001"),
        ({"weights": LSTM | {"bias": [1, 0, 0]}}, "LSTM: bias must have the shape (4,), got (3,)"),
        ({"weights": LSTM | {"kernel": [1, 2]}}, "LSTM: kernel must be a list of rows, got [1, 2]"),
        ({"weights": {"kernel": [[1, 2, 3, 4]]}}, "LSTM: weights lacks recurrent_kernel"),
        ({"weights": {}}, "LSTM: weights lacks kernel"),
        ({"weights": LSTM | {"b": [1]}}, "LSTM: weights has 'b'; expected kernel, recurrent_kernel, bias"),
        ({"use_bias": False}, "LSTM: weights has 'bias'; expected kernel, recurrent_kernel"),
    ],
)
def test_what_does_not_fit_is_refused(change, message):
    given = {"x": [1], "h": [0.5], "c": [0.2], "weights": LSTM} | change
    with pytest.raises(InputError) as refused:
        worked_step("LSTM", **given)
    assert str(refused.value) == message


def test_a_state_that_the_layer_has_not_and_a_layer_that_is_not_worked_out_are_refused():
    weights = {"kernel": [[1]], "recurrent_kernel": [[1]], "bias": [0]}
    with pytest.raises(InputError, match="SimpleRNN: c was given; the layer has no such state"):
        worked_step("SimpleRNN", x=[1], h=[1], c=[1], weights=weights)
    with pytest.raises(InputError, match="a convolution is not worked out by hand; expected SimpleRNN, LSTM or GRU"):
        worked_step("ConvLSTM1D", x=[1], h=[1], c=[1], weights=weights)
    with pytest.raises(InputError, match="its equations are not kept"):
        worked_step("Bidirectional", x=[1], h=[1], weights=weights)
