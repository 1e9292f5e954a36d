import pytest

from rnnformula import InputError, equations


def test_the_equations_of_an_lstm_in_the_order_in_which_they_are_computed():
    made = equations("LSTM")
    assert [one.target for one in made.equations] == ["i", "f", "candidate", "o", "c", "h"]
    assert made.gates == ("i", "f", "c", "o")


def test_options_choose_the_equations():
    assert "bias" not in " ".join(one.expression for one in equations("GRU", use_bias=False).equations)
    assert "r * h" in equations("GRU", reset_after=False).equations[2].expression


@pytest.mark.parametrize(
    ("layer", "options", "message"),
    [
        ("Flatten", {}, "Flatten: its equations are not kept; a recurrent layer's or Dense's are"),
        (
            "LSTM",
            {"reset_after": True},
            "LSTM: unknown option 'reset_after'; did you mean 'use_bias'?",
        ),
        ("LSTM", {"use_bias": 1}, "LSTM: use_bias must be True or False, got 1"),
        ("LSMT", {}, "unknown layer 'LSMT'; did you mean 'LSTM'?"),
    ],
)
def test_bad_input_gets_a_clear_error(layer, options, message):
    with pytest.raises(InputError) as error:
        equations(layer, **options)
    assert str(error.value).startswith(message)
