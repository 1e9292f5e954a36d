"""Lists of weights as people paste them, and what looks like one and is none."""

import pytest

from rnnformula import explain
from rnnformula.explaining.explained import EXPLAINED
from rnnformula.language import words
from rnnformula.site.reports.read_printers import printers_table
from rnnformula.summaries import STYLES, read_tables
from tests.calls import calls
from tests.languages import ENGLISH
from tests.summaries.test_printed import PRINTERS

LSTM = (
    "lstm.weight_ih_l0 {0}[80, 10]{1}\nlstm.weight_hh_l0 {0}[80, 20]{1}\n"
    "lstm.bias_ih_l0 {0}[80]{1}\nlstm.bias_hh_l0 {0}[80]{1}"
)
SHAPES = {
    "lstm.weight_ih_l0": (80, 10),
    "lstm.weight_hh_l0": (80, 20),
    "lstm.bias_ih_l0": (80,),
    "lstm.bias_hh_l0": (80,),
}
LISTS = {
    "sizes": LSTM.format("torch.Size(", ")"),
    "of Paddle": LSTM.format("paddle.Size(", ")"),
    "plain": LSTM.format("", ""),
    "notes behind": LSTM.format("torch.Size(", ")  # 4 gates, (input, hidden)"),
    "sums behind": LSTM.format("torch.Size(", ")   : 4*20 = 80"),
    "words before": "init " + LSTM.format("torch.Size(", ")").replace("\n", "\ninit "),
    "a data frame": "name shape\n0  " + LSTM.format("  ", "  800").replace("\n", "\n1  "),
    "numbers": "lstm.weight_ih_l0 800\nlstm.weight_hh_l0 1,600\nlstm.bias_ih_l0 80\nlstm.bias_hh_l0 80",
    "a dict": str(SHAPES),
    "sizes alone": "[torch.Size([80, 10]), torch.Size([80, 20]), torch.Size([80]), torch.Size([80])]",
    "a module alone": LSTM.format("torch.Size(", ")").replace("lstm.", ""),
    "buffers between": LSTM.format("torch.Size(", ")") + "\nlstm.running_mean torch.Size([80])",
    "Values": LSTM.format("| Size: torch.Size(", ") | Values : tensor([[0.1, 0.2],"),
}
OTHERS = {
    "Keras 3": (
        (
            "[<KerasVariable shape=(3, 16), dtype=float32, path=sequential/lstm/lstm_cell/kernel>,\n"
            " <KerasVariable shape=(4, 16), dtype=float32, path=sequential/lstm/lstm_cell/recurrent_kernel>,\n"
            " <KerasVariable shape=(16,), dtype=float32, path=sequential/lstm/lstm_cell/bias>]"
        ),
        [("LSTM", 128)],
    ),
    "TensorFlow": (
        (
            "[<tf.Variable 'dense/kernel:0' shape=(2, 3) dtype=float32, numpy=\narray([[0.1, 0.2, 0.3],\n"
            "       [0.1, 0.2, 0.3]], dtype=float32)>, <tf.Variable 'dense/bias:0' shape=(3,) dtype=float32, "
            "numpy=array([0., 0., 0.], dtype=float32)>]"
        ),
        [("Dense", 9)],
    ),
    "get_weights": ("[(3, 16), (4, 16), (16,), (4, 1), (1,)]", [("LSTM", 128), ("Dense", 5)]),
    "a GRU that resets before": ("[(3, 12), (4, 12), (12,)]", [("GRU", 96)]),
    "an embedding before a normalization": ("[(100, 8), (8,), (8,)]", [("Embedding", 800), ("LayerNormalization", 16)]),
    "Flax": ("{'params': {'Dense_0': {'kernel': (4, 8), 'bias': (8,)}}}", [("Dense", 40)]),
    "a frozen dict": (
        "FrozenDict({\n    params: {\n        out: {\n kernel: (4, 8),\n bias: (8,),\n },\n },\n})",
        [("Dense", 40)],
    ),
    "shapes of JAX": (
        "{'out': {'bias': ShapeDtypeStruct(shape=(8,), dtype=float32), 'kernel': f32[4,8]}}",
        [("Dense", 40)],
    ),
    "Equinox": (
        "LSTMCell(\n  weight_ih=f32[32,4],\n  weight_hh=f32[32,8],\n  bias=f32[32],\n  hidden_size=8\n)",
        [("LSTMCell", 416)],
    ),
    "attention": (
        (
            "m/mha/query/kernel (8, 2, 4)\nm/mha/query/bias (2, 4)\nm/mha/key/kernel (8, 2, 4)\nm/mha/key/bias (2, 4)\n"
            "m/mha/value/kernel (8, 2, 4)\nm/mha/value/bias (2, 4)\nm/mha/attention_output/kernel (2, 4, 8)\n"
            "m/mha/attention_output/bias (8,)"
        ),
        [("MultiHeadAttention", 288)],
    ),
}
NO_LISTS = {
    "an error": "size mismatch for lstm.weight: copying a param with shape torch.Size([5, 8]) from checkpoint, "
    "the shape in current model is torch.Size([6, 4]).\n" * 3,
    "values": "gru.weight_ih_l0: maxabs=6.033e-06\ngru.weight_hh_l0: maxabs=1.179e-05",
    "letters": "# weight_ih_l0: (hidden, features)\n# weight_hh_l0: (hidden, hidden)",
    "code": "self.fc = nn.Linear(128, 9)\nself.fc.weight = (3, 4)\nkernel_size=(3, 3)\nreturn x.shape == (2, 3)",
    "activations": "torch.Size([1, 32, 14])\ntorch.Size([1, 64, 7])\ntorch.Size([1, 3136])\ntorch.Size([1, 2048])",
    "points": "[(1, 2), (3, 4), (5, 6)]",
}


@pytest.mark.parametrize("text", LISTS.values(), ids=LISTS)
def test_a_list_of_an_lstm_is_read_however_it_was_printed(text):
    (row,) = explain(text).rows
    assert (row.count, row.verdict) == (2560, EXPLAINED)
    assert [str(reading.written) for reading in row.readings] == ["torch.nn.LSTM(10, 20)"]


@pytest.mark.parametrize(("text", "expected"), OTHERS.values(), ids=OTHERS)
def test_layers_are_told_by_their_shapes(text, expected):
    rows = explain(text).rows
    assert [row.count for row in rows] == [count for _, count in expected]
    for row, (kind, _) in zip(rows, expected, strict=True):
        assert kind in [reading.layer for reading in row.readings]


@pytest.mark.parametrize("text", NO_LISTS.values(), ids=NO_LISTS)
def test_what_only_looks_like_a_list_is_left_alone(text):
    assert read_tables(text) == ()


@pytest.mark.parametrize(
    "line", ["lstm.weight_hh_l0 torch.Size([80, 2", "lstm.weight_hh_l0 torch.Si", "lstm.weight_hh"]
)
def test_of_a_layer_with_a_cut_line_nothing_is_said(line):
    (table,) = read_tables(
        LSTM.format("torch.Size(", ")").replace("lstm.weight_hh_l0 torch.Size([80, 20])", line) + "\nout.bias (5,)"
    )
    assert [row.name for row in table.rows] == ["out"]
    assert table.damaged == (line,)


def test_a_variable_whose_neighbour_was_cut_off_is_not_counted():
    text = (
        "[<Variable path=a/kernel, shape=(2, 2), dtype=float32, value=[[1. 2.]\n"
        " [3. 4.]]>, <Variable path=a/bias, shape=(2,), dtype=float32, value=[0. 0.]>]"
    )
    assert [row.count for row in read_tables(text)[0].rows] == [6]
    lost = text.replace("]]>, <Variable path=a/bias, shape=(2,), dtype=float32, value=[0.", "")
    (table,) = read_tables(lost)
    assert (table.rows, bool(table.damaged)) == ((), True)


@pytest.mark.long
@pytest.mark.parametrize(
    "row", ["l{0}.weight ({1}, 8)\nl{0}.bias ({1},)\n", "({1}, 8)\n(8,)\n", "a{0}.weight_hh_l0 {1}\n"]
)
def test_twice_the_weights_are_at_most_twice_the_work(row):
    explain(row.format(1, 2) * 2)
    once, twice = (calls(explain, "".join(row.format(i, i % 50 + 2) for i in range(many))) for many in (300, 600))
    assert twice < 2.6 * once


def test_the_page_lists_every_style_and_every_recorded_printer():
    named = " ".join(who for who, _ in printers_table(None, ENGLISH).rows)
    for style in STYLES:
        assert all(who in named for who, _ in style.prints)
    assert all(printer.rpartition(" ")[0].lower() in named.lower() for printer in PRINTERS)
    assert words(ENGLISH)["printed_by"] in printers_table(None, ENGLISH).head
