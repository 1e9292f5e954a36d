import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnformula import InputError
from rnnformula.reading.layers import read_layer
from tests import configurations


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("LSTM", "LSTM()"),
        ("LSTM(64)", "LSTM(64)"),
        ("LSTM(units=64)", "LSTM(64)"),
        ("keras.layers.LSTM(64, activation='relu')", "LSTM(64)"),
        ("tf.keras.layers.LSTM(64, kernel_regularizer=keras.regularizers.L2(0.01))", "LSTM(64)"),
        ("GRU(4, reset_after=False, return_sequences=True)", "GRU(4, reset_after=False)"),
        ("LSTM(4, 'relu', 'sigmoid', False)", "LSTM(4, use_bias=False)"),
        ("ConvLSTM2D(4, (3, 5))", "ConvLSTM2D(4, (3, 5))"),
        ("Bidirectional(LSTM(4))", "Bidirectional(LSTM(4))"),
        (
            "Bidirectional(LSTM(4), backward_layer=GRU(4, go_backwards=True))",
            "Bidirectional(LSTM(4), backward_layer=GRU(4, go_backwards=True))",
        ),
        ("RNN([LSTMCell(4), GRUCell(6)])", "RNN([LSTMCell(4), GRUCell(6)])"),
        ("RNN(StackedRNNCells([LSTMCell(4)]))", "RNN([LSTMCell(4)])"),
        ("StackedRNNCells([LSTMCell(4)])", "StackedRNNCells([LSTMCell(4)])"),
        ("  Dense( 3 )  ", "Dense(3)"),
        ("Sequential([])", "Sequential([])"),
    ],
)
def test_a_layer_is_read_as_keras_would(text, written):
    assert str(read_layer(text)) == written


@given(configurations.layers())
def test_what_is_written_is_read_as_the_same_layer(drawn):
    layer, _ = drawn
    written = str(read_layer(layer))
    assert str(read_layer(written)) == written


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "expected a layer such as LSTM or LSTM(64), got ''"),
        ("LSTM(", "expected a layer such as LSTM or LSTM(64), got 'LSTM('"),
        ("3", "expected a layer such as LSTM or LSTM(64), got '3'"),
        ("LSTM(4)(x)", "unknown layer 'LSTM(4)'; did you mean 'LSTM'?"),
        ("LSMT(4)", "unknown layer 'LSMT'; did you mean 'LSTM'?"),
        (
            "LSTM(4, bias=False)",
            "LSTM: unknown argument 'bias'; did you mean 'use_bias'? (known: units, features,",
        ),
        ("LSTM(4, units=4)", "LSTM: units is given twice"),
        ("LSTM(**arguments)", "LSTM: expected the arguments one by one, got **arguments"),
        ("Flatten(1, 2)", "Flatten: expected at most 1 arguments, got 2"),
        ("Bidirectional(LSTM)", "Bidirectional: layer must be a layer such as LSTM(64), got 'LSTM'"),
        ("Bidirectional([LSTM(4)])", "Bidirectional: layer must be one layer, got '[LSTM(4)]'"),
        ("(" * 5000, "expected a layer such as LSTM or LSTM(64), got '((((("),
        ("\0", "expected a layer such as LSTM or LSTM(64)"),
    ],
)
def test_what_is_no_layer_is_refused_by_name(text, message):
    with pytest.raises(InputError) as error:
        read_layer(text)
    assert str(error.value).startswith(message)


def test_nothing_is_run(tmp_path):
    target = tmp_path / "made"
    with pytest.raises(InputError):
        read_layer(f"__import__('pathlib').Path({str(target)!r}).touch()")
    read_layer(f"LSTM(4, activation=__import__('pathlib').Path({str(target)!r}).touch())")
    assert not target.exists()


@given(st.text(max_size=80))
def test_any_text_is_a_layer_or_an_error_of_ours(text):
    with contextlib.suppress(InputError):
        read_layer(text)
