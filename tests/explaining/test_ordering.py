"""The likeliest reading stands first, by the row itself and by the rows and lines around it."""

import pytest

from rnnformula import count, explain, render
from rnnformula.language import LANGUAGES
from tests.explaining.tables import table

TORCHINFO = """\
==========================================================================================
Layer (type:depth-idx)                   Output Shape              Param #
==========================================================================================
Net                                      {net:25} --
├─LSTM: 1-1                              {shape:25} {number}
├─Linear: 1-2                            {net:25} {head}
==========================================================================================
Total params: {total}
Trainable params: {total}
Non-trainable params: 0
Total mult-adds (M): 1.00
==========================================================================================
Input size (MB): {size}
Forward/backward pass size (MB): 0.33
==========================================================================================
"""
NO_SHAPES = """\
=================================================================
Layer (type:depth-idx)                   Param #
=================================================================
Net                                      --
{rows}
=================================================================
Total params: {total}
Trainable params: {total}
Non-trainable params: 0
=================================================================
"""


def without_shapes(*rows):
    """A table of torchinfo that was called without an input; a row is a class and a number."""
    lines = [f"├─{name + ': 1-' + str(place):38} {number:,}" for place, (name, number) in enumerate(rows, 1)]
    return NO_SHAPES.format(rows="\n".join(lines), total=f"{sum(number for _, number in rows):,}")


def readings(text, name):
    return next(row for row in explain(text).rows if row.name == name).readings


def sizes(reading):
    return reading.units or reading.out_features, reading.width


def keys(row):
    return [remark.key for remark in row.remarks]


@pytest.mark.parametrize(("units", "features"), [(1024, 256), (512, 512), (64, 128), (256, 64)])
@pytest.mark.parametrize("layer", ["GRU", "LSTM"])
def test_usual_sizes_come_first_where_only_the_number_is_known(layer, units, features):
    number = count(layer, units=units, features=features)
    (row,) = explain(f"one ({layer})  multiple  {number}").rows
    assert sizes(row.readings[0]) == (units, features)
    assert row.verdict == "ambiguous"
    shares = [reading.likelihood for reading in row.readings]
    assert shares == sorted(shares, reverse=True)
    assert sizes(row.readings[0]) not in [sizes(reading) for reading in row.readings[1:]]


def test_one_unit_on_a_million_features_never_comes_before_what_people_use():
    (row,) = explain("gru (GRU)  multiple  3938304").rows
    by_sizes = [sizes(reading) for reading in row.readings]
    assert by_sizes[0] == (1024, 256)
    assert (1, 1_312_765) not in by_sizes[:10]
    assert len(by_sizes) <= 20


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_far_ahead_is_called_almost_certain_and_others_stay_listed(lang):
    explanation = explain("gru (GRU)  multiple  3938304\ndense (Dense)  multiple  1025\n")
    row, _ = explanation.rows
    assert keys(row)[:2] == ["note_far_ahead", "note_decide_else"]
    assert len(row.readings) > 1
    assert "10,000" in render.text(explanation, lang=lang)


@pytest.mark.parametrize(
    "text",
    [
        "lstm (LSTM)  (None, 64)  18176",  # 6 features, or 7 without bias
        "lstm (LSTM)  (None, 10)  1920",  # 37, or 38 without bias
        "gru (GRU)  multiple  3938304",  # a hundred times as likely as all others, which is not enough
    ],
)
def test_what_is_near_is_not_called_almost_certain(text):
    (row,) = explain(text).rows
    assert "note_far_ahead" not in keys(row)


@pytest.mark.parametrize(
    ("text", "key", "named"),
    [
        ("lstm (LSTM)  (None, 64)  18176", "note_decide", "6 / 7"),
        ("gru (GRU)  multiple  3938304", "note_decide_else", "units, features, use_bias, reset_after"),
        ("b (Bidirectional)  (None, 128)  66048", "note_decide", "64 / 106"),
    ],
)
def test_what_would_decide_is_named(text, key, named):
    (row,) = explain(text).rows
    assert keys(row)[-1] == key
    assert named in row.notes[-1]


def test_a_single_reading_has_nothing_to_decide():
    (_, row) = explain(table(("in (InputLayer)", (None, 5, 8), 0), ("lstm (LSTM)", (None, 4), 208))).rows
    assert (row.verdict, row.remarks, row.readings[0].likelihood) == ("explained", (), 1.0)


def test_two_layers_of_few_features_beat_one_of_thousands():
    number = count("torch.nn.LSTM(12, 1024, num_layers=2)")
    text = TORCHINFO.format(net="[1, 1]", shape="[1, 1024]", number=f"{number:,}", head="1,025", total=1, size="9.00")
    text = "\n".join(line for line in text.splitlines() if "Input size" not in line)
    reading = readings(text, "LSTM: 1-1")[0]
    assert (reading.num_layers, reading.features) == (2, 12)


@pytest.mark.parametrize(("features", "size"), [(6, "0.02"), (136, "0.35"), (38, "0.10")])
def test_the_memory_of_the_input_decides(features, size):
    number = count("torch.nn.LSTM", features=features, units=64)
    text = TORCHINFO.format(net="[64, 1]", shape="[64, 10, 64]", number=number, head=65, total=number + 65, size=size)
    reading = readings(text, "LSTM: 1-1")[0]
    assert sizes(reading) == (64, features)
    assert [reason.key for reason in reading.reasons] == ["why_input_size"]
    assert size in reading.because


def test_what_is_larger_than_the_memory_of_the_input_comes_last():
    # 6 features, or 38 of two directions of half the units
    number = count("torch.nn.LSTM", features=6, units=64)
    for size, expected in (("0.02", 6), ("0.10", 38)):
        text = TORCHINFO.format(net="[64, 1]", shape="[64, 10, 64]", number=number, head=65, total=1, size=size)
        assert readings(text, "LSTM: 1-1")[0].features == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([("GRU", 12_864), ("Linear", 65)], [(64, 1), (1, 64)]),
        ([("LSTM", 17_152), ("Linear", 650)], [(64, 1), (10, 64)]),
        # Alone, an RNN of 460 parameters may have 10 units in each of two layers.
        ([("RNN", 460), ("Linear", 21)], [(20, 1), (1, 20)]),
        ([("Linear", 6_464), ("Dropout", 0), ("Linear", 650)], [(64, 100), None, (10, 64)]),
        ([("RNN", 460), ("ReLU", 0), ("Linear", 63)], [(20, 1), None, (3, 20)]),
    ],
)
def test_rows_without_shapes_are_solved_together(rows, expected):
    explained = explain(without_shapes(*rows)).rows[1:]
    assert [sizes(row.readings[0]) if row.readings else None for row in explained] == expected
    reasons = {reason.key for row in explained if row.readings for reason in row.readings[0].reasons}
    assert reasons == {"why_tied_before", "why_tied_after"}


@pytest.mark.parametrize("hidden", [20, 24, 48, 100])
@pytest.mark.parametrize("classes", [3, 7, 10])
def test_the_row_after_a_row_says_what_it_puts_out(hidden, classes):
    numbers = count("GRU", units=hidden, features=32), count("Dense", units=classes, features=hidden)
    text = f"gru (GRU)  multiple  {numbers[0]}\ndense (Dense)  multiple  {numbers[1]}"
    gru, dense = explain(text).rows
    assert (sizes(gru.readings[0]), sizes(dense.readings[0])) == ((hidden, 32), (classes, hidden))


def test_a_table_of_words_before_a_row_says_what_it_reads():
    text = "e (Embedding)  multiple  16640\ngru (GRU)  multiple  3938304\ndense (Dense)  multiple  66625"
    words, gru, dense = explain(text).rows
    assert (words.readings[0].input_dim, words.readings[0].output_dim) == (65, 256)
    assert sizes(gru.readings[0]) == (1024, 256)
    assert sizes(dense.readings[0]) == (65, 1024)
    assert [remark.key for remark in words.readings[0].reasons] == ["why_tied_after"]


def test_rows_apart_are_not_tied():
    text = "gru (GRU)  multiple  12864\nflatten (Flatten)  multiple  0\ndense (Dense)  multiple  65"
    gru, _, dense = explain(text).rows
    for row in (gru, dense):
        assert not any(reason.key.startswith("why_tied") for reason in row.readings[0].reasons)


def test_the_row_after_tells_a_row_whose_output_was_cut():
    number = count("LSTM", units=24, features=10)
    text = table(
        ("in (InputLayer)", (None, 30, 10), 0),
        ("lstm (LSTM)", "(None, 30, 2", number),
        ("dense (Dense)", (None, 30, 5), count("Dense", units=5, features=24)),
    )
    lstm, dense = explain(text).rows[1:]
    assert sizes(lstm.readings[0]) == (24, 10)
    assert sizes(dense.readings[0]) == (5, 24)


def test_layers_that_keep_more_than_the_table_come_last():
    number = count("BatchNormalization", features=70)
    row = ("b (TimeDistributed)", (None, 5, 70), number)
    with_moving, without = (readings(table(row, non_trainable=kept), "b")[0].inner for kept in (140, 0))
    assert (with_moving, without) == ("BatchNormalization", "Dense")


def test_an_older_keras_makes_a_reset_before_the_product_likelier():
    number = count("GRU", units=100, features=9)
    new = explain(table(("gru (GRU)", (None, 100), number))).rows[0].readings[0]
    lines = table(("gru_1 (GRU)", (None, 100), number)).splitlines()
    old = explain("\n".join(line for line in lines if "Model:" not in line)).rows[0].readings[0]
    assert (new.reset_after, old.reset_after) == (True, False)


def test_rows_of_a_printer_that_lists_them_as_they_run_are_not_denied():
    text = TORCHINFO.format(net="[8, 100]", shape="[8, 5, 16]", number="1,792", head="3,300", total=1, size="9.00")
    row = next(row for row in explain(text).rows if row.name == "Linear: 1-2")
    assert sizes(row.readings[0]) == (100, 32)
    assert keys(row) == ["note_order"]


def test_an_unlikely_layer_that_reads_the_row_before_is_not_called_explained():
    # Five layers of two directions without bias read 50 features; four plain ones of 20 units read 32.
    assert count("torch.nn.GRU(50, 10, num_layers=5, bias=False, bidirectional=True)") == 10_800
    text = TORCHINFO.format(net="[16, 50]", shape="[16, 9, 50]", number="17,200", head="0", total=1, size="9.00")
    text = text.replace("Linear: 1-2 ", "GRU: 1-2    ").replace("[16, 50]                  0", "[16, 9, 20]  10,800")
    row = next(row for row in explain(text).rows if row.name == "GRU: 1-2")
    assert row.verdict == "ambiguous"
    assert count("torch.nn.GRU(32, 20, num_layers=4)") == row.count
    assert (32, 20, 4) in [(one.features, one.units, one.num_layers) for one in row.readings]


@pytest.mark.parametrize(
    ("layer", "shape", "before", "wrong"),
    [
        ("b (TimeDistributed)", (None, 100, 64), (None, 100, 125, 8), "TimeDistributed(Conv1D(64, 16))"),
        ("b (Dense)", (None, 8), (None, 9, 6), "Dense(8)"),
    ],
)
def test_a_reading_of_another_number_of_axes_is_none(layer, shape, before, wrong):
    number = count(wrong, **({"channels": 8} if "Conv" in wrong else {"features": 6}))
    explanation = explain(table(("in (InputLayer)", before, 0), (layer, shape, number)))
    row = explanation.rows[1]
    assert row.verdict != "explained"
    assert (wrong, before[-1]) not in [(one.written.written(), one.features or one.channels) for one in row.readings]


@pytest.mark.parametrize(
    ("kind", "call", "before", "shape", "number"),
    [
        ("TimeDistributed", "TimeDistributed(Embedding(399, 32))", (None, 250, 30), (None, 250, 30, 32), 12_768),
        ("RNN", "RNN([LSTMCell(4), LSTMCell(5)])", (None, 9, 3), (None, 5), 328),
        ("RNN", "RNN([GRUCell(7), SimpleRNNCell(5)])", (None, 9, 3), (None, 5), 317),
        ("RNN", "RNN([LSTMCell(4), LSTMCell(5)])", None, (None, 5), 328),
        ("ConvLSTM2D", "ConvLSTM2D(8, (1, 3))", (None, 9, 5, 20, 2), (None, 5, 18, 8), 992),
        ("Conv1D", "Conv1D(24, 3, groups=2)", (None, 12, 8), (None, 10, 24), 312),
    ],
)
def test_what_can_be_counted_can_be_explained(kind, call, before, shape, number):
    rows = [("in (InputLayer)", before, 0)] if before else []
    row = explain(table(*rows, (f"one ({kind})", shape, number))).rows[-1]
    assert row.readings[0].written.written() == call


def test_a_layer_that_may_hold_a_model_is_not_denied():
    explanation = explain(
        table(("in (InputLayer)", (None, 5, 8, 8, 3), 0), ("b (TimeDistributed)", (None, 5, 9), 9341))
    )
    assert keys(explanation.rows[1]) == ["note_inside_unknown"]
