from pathlib import Path

import pytest

from rnnformula.summaries import Source, read_tables
from tests.summaries.printers import keras2

RECORDED = read_tables((Path(__file__).parent / "tf_keras.txt").read_text(encoding="utf-8"))
GRAPH = {
    "tokens": ("InputLayer", 0),
    "embedding": ("Embedding", 25000),
    "inner": ("Sequential", 1424),
    "lstm": ("LSTM", 1088),
    "sequential": ("Sequential", 336),
    "bidirectional": ("Bidirectional", 336),
    "lstm_1": ("LSTM", 768),
    "concatenate": ("Concatenate", 0),
    "dense": ("Dense", 63),
    "batch_normalization": ("BatchNormalization", 80),
}


@pytest.mark.parametrize("place", range(5))
def test_every_row_of_tf_keras_is_read_at_any_width(place):
    table = RECORDED[place]
    assert table.name == "model"
    assert not table.damaged
    assert [total.printed for total in table.totals] == [27335, 2295, 25040]
    for row in table.rows:
        kind, count = GRAPH[row.name]
        assert row.type == kind
        assert row.count == count or (row.count is None and row.digits + row.rest == str(count))


def test_a_number_that_tf_keras_broke_is_not_joined_by_guess():
    rows = {row.name: row for row in RECORDED[1].rows}
    assert (rows["embedding"].count, rows["embedding"].digits, rows["embedding"].rest) == (None, "250", "00")
    assert rows["lstm_1"].count == 768


def test_frames_around_nested_models_say_the_depth():
    depths = {row.name: row.depth for row in RECORDED[3].rows}
    assert {name: depth for name, depth in depths.items() if depth} == {"lstm": 1, "sequential": 1, "bidirectional": 2}
    assert {row.name: row.trainable for row in RECORDED[3].rows}["embedding"] is False
    assert {row.name: row.trainable for row in RECORDED[3].rows}["dense"] is True


def test_sources_over_several_lines_are_joined():
    for table in RECORDED[:3]:
        sources = {row.name: row.sources for row in table.rows}
        assert sources["tokens"] == ()
        assert sources["concatenate"] == (Source("inner"), Source("lstm_1", 0), Source("lstm_1", 1))
        assert sources["dense"] == (Source("concatenate"),)


def test_a_layer_that_was_never_called_is_unbuilt():
    assert [(row.count, row.unbuilt) for row in RECORDED[5].rows] == [(128, False), (10, False), (0, True)]
    assert {row.output_shape for row in RECORDED[5].rows} == {"multiple"}


def test_a_cut_class_is_completed():
    text = keras2(
        [
            ("time_distributed_1 (TimeDistributed)", "(None, 5, 1)", "6"),
            ("batch_normalization_1 (BatchNormalization)", "(None, 9)", "36"),
            ("max_pooling1d_4 (MaxPooling1D)", "(None, 4, 9)", "0"),
            ("attention_weighted_sum (MyAttention)", "(None, 9)", "81"),
        ]
    )
    rows = read_tables(text)[0].rows
    assert [row.type for row in rows] == ["TimeDistributed", "BatchNormalization", "MaxPooling1D", "MyAt"]
    assert rows[0].types[0] == "TimeDistributed"
    assert rows[3].types == ()


def test_a_shape_that_runs_into_the_number_is_parted_from_it():
    header = ("Layer (type)", "Output Shape", "Param #", "Connected to")
    rows = [
        [
            ("lstm_1 (LSTM)", "[(None, 200), (None, 200), (None, 200)]", "320800", "embedding_1[0][0]"),
            "embedding_2[0][0]",
        ],
        ("conv_1 (ConvLSTM2D)", "(None, 3, 20, 27, 16)", "10432", "lstm_1[0][0]"),
    ]
    for text in (keras2(rows, header, (32, 53, 65, 98)), " ".join(keras2(rows, header, (32, 53, 65, 98)).split(" "))):
        found = read_tables(text)[0].rows
        assert [row.count for row in found] == [320800, 10432]
        assert found[0].output_shape == "[(None, 200), (None,"
        assert found[0].shapes == ((None, 200),)
        assert found[0].sources == (Source("embedding_1"), Source("embedding_2"))


def test_a_number_that_fills_its_column_may_have_been_cut():
    text = keras2([("embedding_1 (Embedding)", "(None, 5, 9)", "1234567")], ends=(24, 40, 46))
    row = read_tables(text)[0].rows[0]
    assert (row.count, row.digits) == (None, "123456")


@pytest.mark.parametrize("rule", ["_", "-", ""])
def test_rules_may_be_others_or_lost(rule):
    text = keras2([("lstm (LSTM)", "(None, 10)", "480"), ("dense (Dense)", "(None, 1)", "11")], rule=rule)
    assert [row.count for row in read_tables(text)[0].rows] == [480, 11]
