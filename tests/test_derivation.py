from hypothesis import given
from hypothesis import strategies as st

from rnnformula import FAMILIES, count, derive
from rnnformula.formula import evaluate

ARGUMENTS = st.fixed_dictionaries({"units": st.integers(1, 999), "features": st.integers(1, 999)})


@given(st.sampled_from(sorted(FAMILIES)), ARGUMENTS, st.booleans())
def test_a_derivation_ends_with_the_count(name, arguments, use_bias):
    derivation = derive(name, **arguments, use_bias=use_bias)
    assert derivation.steps[-1].value == count(name, **arguments, use_bias=use_bias)


@given(st.sampled_from(sorted(FAMILIES)), ARGUMENTS)
def test_every_line_of_a_step_has_its_value(name, arguments):
    for step in derive(name, **arguments).steps:
        assert evaluate(step.formula, arguments) == step.value
        assert all(evaluate(line, {}) == step.value for line in step.substitutions)


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
