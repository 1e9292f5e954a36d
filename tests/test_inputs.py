import numpy as np
import pytest

from rnnformula import InputError, count, derive, equations, explain, model, render, solve, tally
from rnnformula.reading.inputs import input_for, start_shape
from rnnformula.reading.layers import read_layer


@pytest.mark.parametrize(
    ("layer", "sizes", "shape"),
    [
        ("LSTM(4)", {"features": 3}, (None, None, 3)),
        ("TimeDistributed(Dense(4))", {"features": 3}, (None, None, 3)),
        ("RNN(LSTMCell(4))", {"features": 3}, (None, None, 3)),
        ("ConvLSTM2D(4, 3)", {"channels": 3}, (None, None, None, None, 3)),
        ("ConvLSTM2D(4, 3, data_format='channels_first')", {"channels": 3}, (None, None, 3, None, None)),
    ],
)
def test_the_input_for_sizes_is_open_in_all_else(layer, sizes, shape):
    assert input_for(read_layer(layer), sizes) == shape


@pytest.mark.parametrize(
    ("text", "shape"),
    [
        ("Sequential([Input((50, 3)), LSTM(4)])", (None, 50, 3)),
        ("Sequential([Input((50, 3), batch_size=2), LSTM(4)])", (2, 50, 3)),
        ("Sequential([Input(batch_shape=(2, 50, 3)), LSTM(4)])", (2, 50, 3)),
        ("Sequential([LSTM(4, input_shape=(50, 3))])", (None, 50, 3)),
        ("Sequential([Sequential([Input((50, 3)), LSTM(4)])])", (None, 50, 3)),
        ("LSTM(4, input_shape=(50, 3))", (None, 50, 3)),
        ("Dense(4, input_dim=3)", (None, 3)),
        ("Embedding(input_dim=10, output_dim=4)", None),
        ("LSTM(4)", None),
    ],
)
def test_the_input_that_a_layer_names_itself(text, shape):
    assert start_shape(read_layer(text)) == shape


def test_the_old_way_to_name_the_input_counts_too():
    assert count("LSTM(4, input_shape=(50, 3))") == count("LSTM(4)", input_shape=(50, np.int64(3))) == 128
    assert count("Bidirectional(LSTM(4), input_shape=(50, 3))") == 256


def test_the_channels_of_groups_are_divided_however_they_are_given():
    assert count("Conv1D(6, 3, groups=2)", channels=4) == count("Conv1D(6, 3, groups=2)", input_shape=(9, 4)) == 42
    assert tally("Conv1D(6, 3, groups=2)", channels=4).sizes["channels"] == 2


@pytest.mark.parametrize(
    ("layer", "arguments", "message"),
    [
        ("LSTM(4)", {"input_shape": (50, 3), "features": 4}, "LSTM: give features or the shape of the input, not both"),
        ("LSTM(4, input_shape=(50, 3))", {"features": 7}, "LSTM: give features or the shape of the input, not both"),
        ("Sequential([Input((5, 3)), LSTM(3)])", {"features": 9}, "Sequential: give features or the shape"),
        ("Input((5, 3), batch_shape=(2, 5, 3))", {}, "Input: give shape or batch_shape, not both"),
        ("Input((5, 3), batch_size=0)", {}, "Input: batch_size must be a positive integer or None, got 0"),
        ("LSTM(4)", {"input_shape": ()}, "LSTM: expected an input of 3 axes (batch, time, features), got (None,)"),
        ("LSTM(4)", {"input_shape": (None, None)}, "LSTM: features must be known, got an input of (None, None, None)"),
        ("LSTM(4)", {"input_shape": 10**5000}, "LSTM: the input shape must be positive integers or None, such as (50"),
        ("Conv1D(4, 3, groups=0)", {"channels": 4}, "Conv1D: groups must divide channels and filters, got 0 for 4"),
        ("Conv1D(5, 3, groups=2)", {"channels": 4}, "got 2 for 4 channels and 5 filters"),
    ],
)
def test_an_input_that_means_nothing_or_two_things_is_refused(layer, arguments, message):
    with pytest.raises(InputError) as error:
        count(layer, **arguments)
    assert message in str(error.value)


HUGE = 10**5000
HEXADECIMAL = hex(HUGE)


@pytest.mark.parametrize(
    "call",
    [
        lambda: count("LSTM", units=HUGE, features=3),
        lambda: count("LSTM", units=-HUGE, features=3),
        lambda: count(f"LSTM({HEXADECIMAL})", features=3),
        lambda: count("Bidirectional(LSTM(4))", input_shape=(5, HUGE)),
        lambda: count("TimeDistributed(Dense(4))", input_shape=(HUGE,)),
        lambda: count("SpatialDropout1D", input_shape=(HUGE, 3, 3)),
        lambda: derive("RepeatVector", n=HUGE, input_shape=(3,)),
        lambda: model(f"Sequential([Input(({HEXADECIMAL}, 3)), LSTM(4)])"),
        lambda: model("LSTM(4)", input_shape=(5, 3), dtype=HUGE),
        lambda: model("LSTM(4)", input_shape=(5, HUGE)),
        lambda: solve("LSTM", count=HUGE),
        lambda: solve("LSTM", count=120, units=HUGE),
        lambda: solve("LSTM", count=120, use_bias=HUGE),
        lambda: solve(f"LSTM(4, seed={HEXADECIMAL})", count=120),
        lambda: equations("LSTM", use_bias=HUGE),
        lambda: explain(HUGE),
        lambda: render.text(tally("LSTM", units=4, features=3), lang=HUGE),
    ],
)
def test_a_number_of_thousands_of_digits_is_refused_in_words(call):
    with pytest.raises(InputError, match="a number of thousands of digits"):
        call()


@pytest.mark.parametrize("value", [[], {}, 3, "yes", None, float("nan")])
def test_solve_refuses_what_an_option_can_not_be(value):
    with pytest.raises(InputError, match="LSTM: use_bias must be True or False, got "):
        solve("LSTM", count=120, use_bias=value)


@pytest.mark.parametrize("lang", [[], {}, None, 3])
def test_a_language_that_is_no_text_is_unknown(lang):
    with pytest.raises(InputError, match="unknown language "):
        render.text(tally("LSTM", units=4, features=3), lang=lang)
