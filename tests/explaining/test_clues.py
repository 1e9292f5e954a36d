"""What the table says beside a number: names, cut shapes, what the next row reads, axes that were moved."""

import pytest

from rnnformula import count, explain
from tests.explaining.small_tables import connected, modules
from tests.explaining.tables import table

FRAMES = ("frames (InputLayer)", (None, 22, 9, 200), 0)
INPUT_COLUMN = """\
-----------------------------------------------------------------------
      Layer (type)         Input Shape         Param #     Tr. Param #
=======================================================================
{rows}
=======================================================================
Total params: {total:,}
Trainable params: {total:,}
Non-trainable params: 0
-----------------------------------------------------------------------
"""


def with_input_column(*rows):
    lines = [f"{name:>18}{shape:>20}{number:>16,}{number:>16,}" for name, shape, number in rows]
    return INPUT_COLUMN.format(rows="\n".join(lines), total=sum(number for *_, number in rows))


def row(text, name):
    return next(row for row in explain(text).rows if row.name == name)


def call(text, name):
    return row(text, name).readings[0].written.written()


def keys(explained):
    return [remark.key for remark in explained.remarks]


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("time_distributed_1", "TimeDistributed(Dense(20))"),
        ("fc_1", "TimeDistributed(Dense(20))"),
        ("cnn1_cnn", "TimeDistributed(Conv1D(20, 1))"),
        ("charConv", "TimeDistributed(Conv1D(20, 1))"),
        ("convict", "TimeDistributed(Dense(20))"),  # a word is a whole one
    ],
)
def test_the_name_of_a_row_tells_what_is_inside_where_the_number_cannot(name, first):
    text = table(FRAMES, (f"{name} (TimeDistributed)", (None, 22, 9, 20), 4020))
    assert call(text, name) == first
    assert "note_far_ahead" not in keys(row(text, name))


def test_a_name_does_not_outweigh_the_number():
    text = table(("in (InputLayer)", (None, 7, 5), 0), ("conv (TimeDistributed)", (None, 7, 20), 120))
    assert call(text, "conv") == "TimeDistributed(Dense(20))"


def test_what_a_row_puts_out_is_what_the_next_row_is_printed_to_read():
    words = with_input_column(("Embedding-1", "[16, 20]", 160_000), ("GRU-2", "[16, 20, 32]", 842_400))
    assert call(words, "Embedding-1") == "torch.nn.Embedding(5000, 32)"
    assert [reason.key for reason in row(words, "Embedding-1").readings[0].reasons] == ["why_tied_after"]
    others = with_input_column(("Embedding-1", "[16, 20]", 160_000), ("GRU-2", "[16, 20, 16]", 823_200))
    assert call(others, "Embedding-1") == "torch.nn.Embedding(10000, 16)"


def test_a_convolution_puts_out_the_channels_that_the_next_row_reads():
    text = with_input_column(
        ("Conv1d-1", "[16, 1, 100]", 128), ("ReLU-2", "[16, 32, 100]", 0), ("Conv1d-3", "[16, 32, 50]", 12_416)
    )
    assert call(text, "Conv1d-1") == "torch.nn.Conv1d(1, 32, 3)"
    assert call(text, "Conv1d-3") == "torch.nn.Conv1d(32, 128, 3)"


def test_what_the_table_says_that_a_row_reads_is_not_doubted():
    text = with_input_column(("LSTM-1", "[16, 50, 128]", 41_472), ("Linear-2", "[16, 64]", 4160))
    assert (row(text, "LSTM-1").verdict, call(text, "LSTM-1")) == (
        "explained",
        "torch.nn.LSTM(128, 32, bidirectional=True)",
    )


@pytest.mark.parametrize(
    ("number", "channels", "first"),
    [(14_464, 32, (1, (41, 11))), (1152, 32, (5, 7)), (9248, 32, (32, 3)), (896, 32, (3, 3))],
)
def test_channels_and_window_of_a_convolution_follow_from_the_rows_around_it(number, channels, first):
    rank = 1 if first[1] == 7 else 2
    text = (
        "Layer (type:depth-idx)                   Param #\n"
        f"├─Conv{rank}d: 1-1                            {number:,}\n"
        f"├─BatchNorm{rank}d: 1-2                       {2 * channels}\n"
    )
    reading = row(text, f"Conv{rank}d: 1-1").readings[0]
    assert (reading.out_channels, reading.in_channels, reading.written.arguments["kernel_size"]) == (channels, *first)


def test_the_digits_that_are_left_of_a_cut_axis_are_kept_to():
    text = connected(
        ("z (TimeDistributed)", "(None, 15, 35, 80, 2", 624, "in[0][0]"),
        ("a (TimeDistributed)", "(None, 15, 18, 40, 3", 21_636, "z[0][0]"),
        ("b (TimeDistributed)", "(None, 15, 9, 20, 48", 43_248, "a[0][0]"),
        ("c (TimeDistributed)", (None, 15, 5, 10, 64), 27_712, "b[0][0]"),
    )
    assert call(text, "a") == "TimeDistributed(Conv2D(36, 5))"
    assert call(text, "b") == "TimeDistributed(Conv2D(48, 5))"
    assert call(text, "c") == "TimeDistributed(Conv2D(64, 3))"
    assert row(text, "a").verdict == "ambiguous"
    assert keys(row(text, "a")) == ["note_shape_begins"]


@pytest.mark.parametrize("shape", ["(None, 50, 12", "(None, 50, 1…", "(None, 50, ", "[(None, 50, 12"])
def test_all_readings_of_a_cut_shape_begin_as_it_does(shape):
    (explained,) = explain(table(("lstm (LSTM)", shape, count("LSTM", units=128, features=64)))).rows
    digits = "".join(filter(str.isdigit, shape.rpartition(",")[2]))
    assert explained.readings[0].units == 128
    assert all(str(reading.units).startswith(digits) for reading in explained.readings)


@pytest.mark.parametrize(
    ("before", "put_out", "number", "first"),
    [
        ("[16, 32, 50]", "[16, 50, 20]", count("torch.nn.GRU(32, 20)"), "torch.nn.GRU(32, 20)"),
        ("[16, 32, 50]", "[50, 16, 20]", count("torch.nn.GRU(32, 20)"), "torch.nn.GRU(32, 20)"),
        ("[8, 64, 4, 16]", "[8, 16, 16]", count("torch.nn.GRU(256, 16)"), "torch.nn.GRU(256, 16)"),
        ("[-1, 32, 4, 16]", "[-1, 16, 64]", count("torch.nn.RNN(128, 64)"), "torch.nn.RNN(128, 64)"),
        ("[8, 64, 4, 16]", "[8, 4, 16]", count("torch.nn.GRU(1024, 16)"), "torch.nn.GRU(1024, 16)"),
        ("[16, 50, 32]", "[16, 50, 20]", count("torch.nn.GRU(32, 20)"), "torch.nn.GRU(32, 20)"),
    ],
)
def test_a_recurrent_module_reads_channels_where_its_steps_are_another_axis(before, put_out, number, first):
    name = f"{first.removeprefix('torch.nn.')[:3]}: 1-2"
    text = modules(("├─MaxPool1d: 1-1", before, "--"), (f"├─{name}", put_out, f"{number:,}"))
    assert call(text, name) == first
    reasons = [reason.key for reason in row(text, name).readings[0].reasons]
    assert reasons == ["why_before" if before == "[16, 50, 32]" else "why_moved"]


def test_a_recurrent_layer_inside_needs_an_axis_of_time():
    (_, words) = explain(
        table(("in (InputLayer)", (None, 75, 15), 0), ("td (TimeDistributed)", (None, 75, 15, 16), 1600))
    ).rows
    assert {reading.inner for reading in words.readings} == {"Embedding", "ReversibleEmbedding"}
