import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnformula import count, derive
from rnnformula.counting.expressions import evaluate
from tests.conftest import examples

ARGUMENTS = st.fixed_dictionaries({"units": st.integers(1, 999), "features": st.integers(1, 999)})
GATED = st.sampled_from(["SimpleRNN", "LSTM", "GRU", "Dense"])


@pytest.mark.parametrize(("layer", "arguments"), examples())
def test_a_derivation_ends_with_the_count(layer, arguments):
    assert derive(layer, **arguments).steps[-1].value == count(layer, **arguments)


@pytest.mark.parametrize(("layer", "arguments"), examples())
def test_every_line_of_a_step_has_its_value(layer, arguments):
    made = derive(layer, **arguments)
    rows = made.tally.rows
    for number, step in enumerate(made.steps):
        sizes = rows[min(number, len(rows) - 1)].sizes if rows else {}
        assert evaluate(step.formula, sizes) == step.value
        assert all(evaluate(line, {}) == step.value for line in step.substitutions)


@given(GATED, ARGUMENTS, st.booleans())
def test_that_holds_for_any_sizes(name, arguments, use_bias):
    made = derive(name, **arguments, use_bias=use_bias)
    assert made.steps[-1].value == count(name, **arguments, use_bias=use_bias)
    assert all(evaluate(step.formula, arguments) == step.value for step in made.steps)


def test_a_derivation_has_a_step_an_array_then_the_sum_and_the_closed_form():
    steps = derive("SimpleRNN", units=2, features=3).steps
    assert [(step.key, step.kind, step.value) for step in steps] == [
        ("kernel", "array", 6),
        ("recurrent_kernel", "array", 4),
        ("bias", "array", 2),
        ("sum", "sum", 12),
        ("closed_form", "closed_form", 12),
    ]
    assert steps[0].shape == (("features", 3), ("units", 2))


def test_layers_of_other_sizes_inside_are_added_in_numbers():
    steps = derive("RNN([LSTMCell(4), GRUCell(6)])", features=3).steps
    assert [step.key for step in steps[:4]] == [
        "cell.cells[0].kernel",
        "cell.cells[0].recurrent_kernel",
        "cell.cells[0].bias",
        "cell.cells[1].kernel",
    ]
    assert steps[-1].substitutions[-1].terms == (128, 216)
