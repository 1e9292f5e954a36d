"""Tables that real Keras prints into terminals of any width: nothing that was cut off is said to be none."""

import contextlib
import io
import os

import pytest

from rnnformula import explain
from tests.explaining.said import said
from tests.lazily import keras, layers

WIDTHS = range(20, 201, 12)


@pytest.fixture(scope="module")
def models():
    """A chain and a model with branches, the names of whose layers do not tell which tests made layers before."""
    keras.utils.clear_session()
    chain = keras.Sequential(
        [
            keras.Input((50,)),
            layers.Embedding(1000, 32),
            layers.Bidirectional(layers.LSTM(64, return_sequences=True)),
            layers.Dropout(0.5),
            layers.GRU(16),
            layers.Dense(1),
        ]
    )
    read = keras.Input((20, 6))
    sequence = layers.LSTM(64, return_sequences=True)(read)
    joined = layers.Concatenate()([layers.GRU(32)(layers.Dropout(0.2)(sequence)), layers.LSTM(32)(read)])
    return chain, keras.Model(read, layers.Dense(1)(joined))


def printed(model, columns, **more):
    """What a model prints into a pipe of so many columns, "" where Keras refuses to."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(columns)
    text = io.StringIO()
    try:
        with contextlib.redirect_stdout(text), contextlib.suppress(ValueError):
            model.summary(**more)
    finally:
        os.environ.pop("COLUMNS")
        if before is not None:
            os.environ["COLUMNS"] = before
    return text.getvalue()


@pytest.mark.parametrize("length", [None, 40, 60, 80, 100, 150])
@pytest.mark.parametrize("trainable", [False, True])
def test_no_number_that_was_cut_is_said_to_be_none_or_another(models, length, trainable):
    for model in models:
        counts = {layer.name: layer.count_params() for layer in model.layers}
        for columns in WIDTHS:
            more = {"line_length": length} if length else {}
            text = printed(model, columns, show_trainable=trainable, **more)
            explained = explain(text)
            for row in explained.rows:
                name = row.name.rstrip("…. ")
                true = {number for layer, number in counts.items() if layer.startswith(name) or name.startswith(layer)}
                assert true, row
                assert row.count is None or row.count in true, (columns, row)
                assert row.verdict != "no-parameters" or 0 in true, (columns, row)
                assert row.verdict != "unknown", (columns, row)
                assert row.verdict != "explained" or row.readings[0].count in true, (columns, row)
            assert "differs" not in {total.verdict for total in explained.totals}, columns
            assert explained.rows or not text or {"note_columns_cut", "note_no_table"} & {*said(explained)}, columns


def test_a_column_that_the_terminal_cut_off_is_said_to_be_missing(models):
    text = printed(models[0], 80, line_length=100)
    assert "Param" not in text.partition("Total")[0]
    explained = explain(text)
    assert [note.key for note in explained.remarks] == ["note_column_cut"]
    by_name = {row.name: row.verdict for row in explained.rows}
    assert by_name == {
        "embedding": "unreadable",
        "bidirectional": "unreadable",
        "dropout": "no-parameters",
        "gru": "unreadable",
        "dense": "unreadable",
    }


def test_what_is_told_to_print_wider_prints_all(models):
    for model in models:
        explained = explain(printed(model, 200, line_length=150))
        assert {row.verdict for row in explained.rows} <= {"explained", "no-parameters"}
        assert {total.verdict for total in explained.totals} == {"agrees"}


def test_a_quoted_line_of_nothing_below_a_header_that_was_cut_is_passed_over():
    text = ">   | Name  | Type       | Par\n> "
    assert explain(text).rows == ()
