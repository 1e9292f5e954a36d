"""What is said about the rows of pasted tables."""

import pytest

from rnnformula import count, explain, render
from rnnformula.explaining.places import PLACES
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.language import LANGUAGES
from tests.conftest import project_book
from tests.explaining.tables import table


def row(text, name):
    return next(row for row in explain(text).rows if row.name == name)


def test_the_features_of_the_row_before_decide():
    text = table(
        ("embedding (Embedding)", (None, 50, 6), 600),
        ("lstm (LSTM)", (None, 64), count("LSTM", units=64, features=6)),
    )
    explained = row(text, "lstm")
    (reading,) = explained.readings
    assert explained.verdict == "explained"
    assert (reading.layer, reading.units, reading.features, reading.use_bias) == ("LSTM", 64, 6, True)
    assert reading.count == explained.count == count("LSTM", units=64, features=6)
    assert "4 × 64 × (6 + 64 + 1) = 18,176" in render.text(explain(text))
    assert "embedding" in render.text(explain(text))


@pytest.mark.parametrize(
    ("layer", "shape", "sizes", "expected"),
    [
        ("SimpleRNN", (None, 10), {"units": 10, "features": 1}, [(1, True, None), (2, False, None)]),
        ("LSTM", (None, 4), {"units": 4, "features": 3}, [(3, True, None), (4, False, None)]),
        ("GRU", (None, 64), {"units": 64, "features": 1}, [(1, True, True), (2, True, False), (3, False, None)]),
    ],
)
def test_without_a_row_before_all_readings_are_listed(layer, shape, sizes, expected):
    explained = row(table((f"one ({layer})", shape, count(layer, **sizes))), "one")
    assert explained.verdict == "ambiguous"
    assert [(one.features, one.use_bias, one.reset_after) for one in explained.readings] == expected
    assert {one.count for one in explained.readings} == {explained.count}
    assert explained.remarks  # what would decide


def test_an_old_keras_resets_before_the_product():
    number = count("GRU", units=64, features=1)
    lines = [line for line in table(("gru_1 (GRU)", (None, 64), number)).splitlines() if "Model:" not in line]
    assert row("\n".join(lines), "gru_1").readings[0].reset_after is False


@pytest.mark.parametrize("layer", ["LSTM", "GRU", "SimpleRNN"])
@pytest.mark.parametrize(("mode", "width"), [("concat", 20), ("sum", 10)])
def test_what_is_inside_a_bidirectional_is_inferred(layer, mode, width):
    number = count(f"Bidirectional({layer}(10))", features=8)
    text = table(("in (InputLayer)", (None, 5, 8), 0), ("both (Bidirectional)", (None, width), number))
    explained = row(text, "both")
    (reading,) = explained.readings
    assert (reading.inner, reading.units, reading.features) == (layer, 10, 8)
    assert (reading.directions, reading.merge_mode) == (2, mode)


def test_directions_of_different_layers_are_found_and_warned_of():
    number = count("Bidirectional(LSTM(20), backward_layer=GRU(15, go_backwards=True))", features=20)
    text = table(("in (InputLayer)", (None, 50, 20), 0), ("both (Bidirectional)", (None, 35), number))
    reading = row(text, "both").readings[0]
    assert (reading.inner, reading.backward_inner, reading.units) == ("LSTM", "GRU", (20, 15))
    assert [note.key for note in explain(text).remarks] == ["warn_unequal"]


@pytest.mark.parametrize(
    ("layer", "inner", "shape", "before"),
    [
        ("TimeDistributed(Dense(3))", "Dense", (None, 5, 3), (None, 5, 7)),
        ("RNN(LSTMCell(3))", "LSTMCell", (None, 3), (None, 5, 7)),
        ("RNN([GRUCell(9), GRUCell(3)])", "GRUCell", (None, 3), (None, 5, 7)),
        ("TimeDistributed(LSTM(3))", "LSTM", (None, 5, 3), (None, 5, 4, 7)),
    ],
)
def test_what_is_inside_other_layers_is_inferred(layer, inner, shape, before):
    kind = layer.partition("(")[0]
    text = table(("in (InputLayer)", before, 0), (f"one ({kind})", shape, count(layer, features=7)))
    by_call = {reading.written.written(): reading for reading in row(text, "one").readings}
    assert by_call[layer].inner == inner


def test_the_window_of_a_convolution_is_read_from_the_shapes():
    number = count("ConvLSTM2D", filters=4, kernel_size=3, channels=3)
    text = table(("in (InputLayer)", (None, 20, 64, 64, 3), 0), ("c (ConvLSTM2D)", (None, 20, 62, 62, 4), number))
    (reading,) = row(text, "c").readings
    assert (reading.filters, reading.kernel_size, reading.channels) == (4, 3, 3)
    assert "4 × 4 × (3 × 3 × (3 + 4) + 1)" in render.text(explain(text))


def test_a_custom_class_stays_unknown():
    text = table(("in (InputLayer)", (None, 300, 128), 0), ("att (AttentionLayer)", (None, 128), 428))
    assert (row(text, "att").verdict, row(text, "att").readings) == ("unknown", ())


def test_a_number_that_a_known_class_can_not_have_is_not_forced():
    text = table(("in (InputLayer)", (None, 5, 7), 0), ("lstm (LSTM)", (None, 4), 204))
    assert (row(text, "lstm").verdict, row(text, "lstm").readings) == ("unknown", ())


def test_when_a_row_is_missing_the_input_stays_open():
    number = count("LSTM", units=4, features=9)
    text = table(("in (InputLayer)", (None, 5, 7), 0), ("lstm (LSTM)", (None, 4), number), total=5000)
    explained = row(text, "lstm")
    assert explained.verdict == "ambiguous"
    assert explained.readings[0].features == 9


def test_a_model_inside_is_the_sum_of_its_rows():
    from rnnformula.explaining.explanation import explain_tables
    from rnnformula.summaries.pasted import PastedRow, PastedTable

    inside = PastedRow("d", "Dense", "(None, 3)", ((None, 3),), 9, depth=1)
    around = PastedRow("m", "Sequential", "(None, 3)", ((None, 3),), 9)
    before = PastedRow("i", "InputLayer", "(None, 2)", ((None, 2),), 0)
    explained = explain_tables((PastedTable("keras", "", (before, around, inside)),))
    assert [one.verdict for one in explained.rows] == ["no-parameters", "explained", "explained"]
    assert explained.rows[2].readings[0].features == 2  # what the model around it reads


def test_a_module_that_says_its_sizes_is_counted():
    lstm = "LSTM(3, 4, num_layers=2, bidirectional=True)"
    text = f"Net(\n  (lstm): {lstm}\n  (fc): Linear(in_features=8, out_features=1, bias=True)\n)"
    by_name = {one.name: one for one in explain(text).rows}
    assert by_name["lstm"].count == count(f"torch.nn.{lstm}")
    assert (by_name["lstm"].verdict, by_name["fc"].count) == ("explained", 9)
    reading = by_name["lstm"].readings[0]
    assert (reading.framework, reading.num_layers, reading.directions, reading.units) == ("torch", 2, 2, 4)


def test_every_place_that_a_reading_links_to_is_published():
    published = {entry.address for entry in project_book().published_ids}
    for place in PLACES.values():
        page, _, name = place.partition("/#")
        assert f"{page}.md#{name}" in published, place
    assert PLACES.keys() <= FAMILIES.keys() | FRAMEWORKS.keys()


@pytest.mark.parametrize("family", [family.name for family in FAMILIES.values() if family.arrays or family.inside])
def test_every_family_with_parameters_has_a_place(family):
    assert family in PLACES


@pytest.mark.parametrize(
    ("text", "key"),
    [
        ("", "note_empty"),
        ("  \n ", "note_empty"),
        ("Take two eggs and 120 g of flour.", "note_no_table"),
        (b"\x00\xff\xfe\x80" * 50, "note_no_table"),
        ("<script>alert(1)</script>", "note_no_table"),
        (b"\0" * 1_000_000, "note_no_table"),
        ("(" * 1_000_000, "note_no_table"),
        ("简单的(无,1,10)120", "note_damaged_only"),
    ],
)
def test_what_is_no_table_gets_a_clear_answer(text, key):
    explained = explain(text)
    assert (explained.rows, explained.totals) == ((), ())
    assert [note.key for note in explained.remarks] == [key]
    for lang in LANGUAGES:
        assert render.text(explained, lang=lang).strip()


def test_pasted_text_can_not_leave_its_code_in_markdown():
    text = table(("<b>x</b>`|[a](http://b) (LSTM)", (None, 4), 120))
    for line in render.markdown(explain(text)).splitlines():
        outside = "".join(line.split("`")[::2])
        assert "<b>" not in outside
        assert "](" not in outside


@pytest.mark.parametrize("what", [120, None, ["a"], object()])
def test_what_is_no_summary_at_all_is_refused(what):
    from rnnformula import InputError

    with pytest.raises(
        InputError, match="expected the text of a summary, or a model or layer of Keras or PyTorch, got"
    ):
        explain(what)


def test_a_convolution_of_pytorch_has_its_channels_first():
    (row,) = explain("├─Conv1d: 1-1                  [32, 256, 8]              524,544").rows
    first = row.readings[0]
    assert str(first.written) == "torch.nn.Conv1d(256, 256, 8)"
    assert (first.in_channels, first.out_channels, first.kernel_size) == (256, 256, 8)
    assert all(reading.out_channels == 256 for reading in row.readings)


def test_an_attention_of_pytorch_owns_more_than_the_module_inside_it_prints():
    out = "NonDynamicallyQuantizableLinear(in_features=8, out_features=8, bias={})"
    for bias in (True, False):
        rows = explain(f"Net(\n  (a): MultiheadAttention(\n    (out_proj): {out.format(bias)}\n  )\n)").rows
        assert rows[1].count == count("torch.nn.MultiheadAttention(8, 2)", bias=bias)


def test_a_lazy_module_that_has_read_nothing_is_not_built():
    rows = explain("Net(\n  (a): LazyLinear(in_features=0, out_features=3, bias=True)\n  (b): ReLU()\n)").rows
    assert rows[1].remarks[0].key == "note_unbuilt"


def test_in_code_with_an_open_size_what_is_known_is_explained_and_the_rest_is_a_formula():
    code = "\n".join(
        (
            "class Tagger(nn.Module):",
            "    def __init__(self, vocab):",
            "        super().__init__()",
            "        self.embed = nn.Embedding(vocab, 16)",
            "        self.drop = nn.Dropout(0.5)",
            "        self.lstm = nn.LSTM(16, 32)",
        )
    )
    embed, *others = explain(code).rows
    assert (embed.type, embed.count, embed.verdict, embed.readings) == ("Embedding", None, "open", ())
    assert "16 × vocab" in render.text(explain(code))
    lstm = others[-1]
    assert (lstm.count, lstm.verdict) == (4 * 32 * (16 + 32 + 2), "explained")
    assert "torch.nn.LSTM(16, 32): 4 × 32 × (16 + 32 + 2) = 6,400" in render.text(explain(code))
    assert all(row.verdict == "no-parameters" for row in others[:-1])
