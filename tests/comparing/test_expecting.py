"""An expected number of parameters: it holds, or the failure says row by row what is there and what would give it."""

import pytest

from rnnformula import InputError, UnexpectedCount, assert_count, count
from rnnformula.language import LANGUAGES
from tests.explaining.tables import table
from tests.lazily import keras, layers

pytest_plugins = "pytester"

MODEL = "Sequential([Input((50, 3)), LSTM(64, return_sequences=True), LSTM(64), Dense(1)])"
COUNT = 50_497
SUMMARY = table(("in (InputLayer)", (None, 5, 3), 0), ("lstm (LSTM)", (None, 4), 128), ("d (Dense)", (None, 1), 5))


def failure(model, expected, **arguments):
    """What the failure says."""
    with pytest.raises(UnexpectedCount) as failed:
        assert_count(model, expected, **arguments)
    return str(failed.value)


def test_a_number_that_is_there_passes():
    assert_count(MODEL, COUNT)
    assert_count("LSTM(64)", 18176, features=6)
    assert_count(SUMMARY, 133)
    assert_count(keras.Sequential([layers.Input((5, 3)), layers.LSTM(4)]), 128)


def test_a_failure_shows_every_row_with_its_formula():
    lines = failure(MODEL, 50_000).splitlines()
    assert lines[0] == "Expected 50,000 parameters, got 50,497 (+497)."
    assert [" ".join(line.split()) for line in lines[1:6]] == [
        "Layer Parameters Formula",
        "lstm (LSTM) 17,408 4 × 64 × (3 + 64 + 1) = 17,408",
        "lstm_1 (LSTM) 33,024 4 × 64 × (64 + 64 + 1) = 33,024",
        "dense (Dense) 65 1 × (64 + 1) = 65",
        "Total 50,497",
    ]
    assert lines[6:] == ["No single option or size gives the expected number."]


@pytest.mark.parametrize(
    ("model", "expected", "arguments", "reason"),
    [
        ("GRU(64)", 14_016, {"features": 8}, "It would be 14,016 with reset_after=False in GRU(64)."),
        ("LSTM(64)", 18_432, {"features": 8}, "It would be 18,432 with use_bias=False in LSTM(64)."),
        ("LSTM(64)", 18_144, {"features": 8}, "It would be 18,144 with units=63 in LSTM(64)."),
        ("torch.nn.LSTM(8, 64)", 18_432, {}, "It would be 18,432 with bias=False in torch.nn.LSTM(8, 64)."),
        (MODEL, COUNT - 65, {}, "It would be 50,432 without dense (Dense)."),
        (MODEL, COUNT - 1, {}, "It would be 50,496 with use_bias=False in dense (Dense)."),
        (MODEL, 49_985, {}, "It would be 49,985 with use_bias=False in all 2 rows of that class."),
        (MODEL, COUNT + 256, {}, "It would be 50,753 with features=4 in lstm (LSTM)."),
    ],
)
def test_a_failure_names_what_would_give_the_number(model, expected, arguments, reason):
    assert reason in failure(model, expected, **arguments).splitlines()


def test_other_units_go_on_into_the_layer_that_reads_them():
    wider = "Sequential([Input((50, 3)), LSTM(65, return_sequences=True), LSTM(64), Dense(1)])"
    with pytest.raises(UnexpectedCount) as failed:
        assert_count(wider, COUNT)
    assert "It would be 50,497 with units=64 in lstm (LSTM)." in str(failed.value).splitlines()


@pytest.mark.parametrize(
    ("written", "meant", "reason"),
    [
        (
            "Sequential([Input((9, 3)), LSTM(64), Dense(1)])",
            "Sequential([Input((9, 3)), LSTM(100), Dense(1)])",
            "units=100",
        ),
        (
            "Sequential([Input((9, 3)), Dense(8), BatchNormalization(), Dropout(0.1), Dense(1)])",
            "Sequential([Input((9, 3)), Dense(9), BatchNormalization(), Dropout(0.1), Dense(1)])",
            "units=9 in dense",
        ),
        (
            "Sequential([Input((9,)), Embedding(500, 8), Bidirectional(LSTM(8)), Dense(1)])",
            "Sequential([Input((9,)), Embedding(500, 8), Bidirectional(LSTM(11)), Dense(1)])",
            "units=11 in bidirectional",
        ),
        (
            "Sequential([Input((9,)), Embedding(500, 8), LSTM(8), Dense(1)])",
            "Sequential([Input((9,)), Embedding(5000, 8), LSTM(8), Dense(1)])",
            "input_dim=5000 in embedding",
        ),
        ("Sequential([Input((9, 3)), LSTM(8)])", "Sequential([Input((9, 7)), LSTM(8)])", "features=7 in lstm"),
    ],
)
def test_any_size_is_found_with_what_follows_from_it(written, meant, reason):
    assert reason in failure(written, count(meant))


def test_a_width_that_is_read_in_another_way_is_no_reason():
    steps = "Sequential([Input((9, 3)), LSTM(8, return_sequences=True), Flatten(), Dense(1)])"
    expected = count(steps) + count("LSTM(9)", features=3) - count("LSTM(8)", features=3)
    assert "units=9" not in failure(steps, expected)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_failure_is_said_in_every_language(lang):
    said = failure(MODEL, COUNT - 1, lang=lang)
    assert "50,496" in said
    assert "{" not in said


def test_a_failure_is_an_assertion_error():
    assert issubclass(UnexpectedCount, AssertionError)


@pytest.mark.parametrize(
    ("model", "expected", "message"),
    [
        ("LSTM(64)", 3, "LSTM: features is missing"),
        ("LSTM(4, input_shape=(5, 3))", "128", "assert_count: expected a number of parameters, got '128'"),
        (5, 3, "expected the text of a summary"),
        (table(("x (Dense)", (None, 4), "5…")), 3, "x (Dense) has no number"),
    ],
)
def test_what_has_no_number_is_no_failure_but_an_error(model, expected, message):
    with pytest.raises(InputError) as refused:
        assert_count(model, expected)
    assert message in str(refused.value)


def test_a_layer_that_is_not_built_has_no_number():
    with pytest.raises(InputError):
        assert_count(layers.LSTM(4), 128)


def test_the_fixture_fails_a_test_with_the_explanation(pytester):
    pytester.makepyfile(
        """
        def test_right(assert_count):
            assert_count("LSTM(64)", 18176, features=6)

        def test_wrong(assert_count):
            assert_count("GRU(64)", 14016, features=8)
        """
    )
    result = pytester.runpytest_subprocess("-p", "rnnformula.pytest_plugin", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1, failed=1)
    result.stdout.fnmatch_lines(
        [
            "*Expected 14,016 parameters, got 14,208 (+192).",
            "*GRU(64) * 14,208 * 3 × 64 × (8 + 64 + 2) = 14,208",
            "*It would be 14,016 with reset_after=False in GRU(64).",
        ]
    )
    assert "expecting.py" not in result.stdout.str()  # the line of the test is shown instead


def test_the_plugin_loads_nothing_before_a_test_asks(pytester):
    pytester.makepyfile(
        """
        import sys

        def test_nothing_is_loaded():
            loaded = [name for name in sys.modules if name.startswith("rnnformula.")]
            assert loaded == ["rnnformula.pytest_plugin"]
        """
    )
    result = pytester.runpytest_subprocess("-p", "rnnformula.pytest_plugin", "-p", "no:cacheprovider")
    result.assert_outcomes(passed=1)
