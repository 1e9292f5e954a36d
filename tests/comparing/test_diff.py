"""What differs between two sides of any kind: summaries, code, models; rows in pairs; every format and language."""

import json
import re

import pytest

from rnnformula import InputError, diff, render
from rnnformula.comparing.diff_rows import DiffRow
from rnnformula.comparing.differing import Diff
from rnnformula.comparing.given import ComparedRow, compared_rows
from rnnformula.comparing.pairing import MOST_PAIRS, paired
from rnnformula.language import LANGUAGES, words
from rnnformula.language.phrases import Quote, label
from tests.calls import calls
from tests.explaining.small_tables import drawn, modules
from tests.explaining.tables import table
from tests.lazily import keras, layers

INPUT = ("in (InputLayer)", (None, 5, 3), 0)
LSTM, GRU, DENSE = ("lstm (LSTM)", (None, 4), 128), ("gru (GRU)", (None, 4), 108), ("d (Dense)", (None, 1), 5)
PLAIN = table(INPUT, LSTM, DENSE)
CODE = "Sequential([Input((5, 3)), LSTM(4), Dense(1)])"
PASTED = """>>> model = Sequential()
>>> model.add(LSTM(4, input_shape=(5, 3)))
>>> model.add(Dense(1))
"""
NET = """
class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.lstm = nn.LSTM(3, 4)
        self.head = nn.Linear(4, 1)
"""
#: Sides that have the same rows.
EQUAL = [PLAIN, table(LSTM, DENSE), CODE, PASTED]


def verdicts(found):
    return [row.verdict for row in found.rows]


@pytest.mark.parametrize("first", EQUAL)
@pytest.mark.parametrize("second", EQUAL)
def test_the_same_model_has_no_difference_however_it_is_written(first, second):
    found = diff(first, second)
    assert found.same
    assert [row.verdict for row in found.rows] == ["same", "same"]
    assert found.counts == (133, 133)


def test_a_row_of_another_class_is_explained():
    found = diff(PLAIN, table(INPUT, GRU, DENSE))
    assert verdicts(found) == ["differs", "same"]
    row = found.rows[0]
    assert (row.change, [cause.reason.key for cause in row.causes]) == (-20, ["diff_gates"])


@pytest.mark.parametrize("place", range(4))
def test_a_row_more_stands_alone_wherever_it_is(place):
    rows = [INPUT, ("a (LSTM)", (None, 5, 4), 128), ("b (Dropout)", (None, 5, 4), 0), ("c (LSTM)", (None, 4), 144)]
    rows.append(DENSE)
    whole, shorter = table(*rows), table(*rows[: place + 1], *rows[place + 2 :])
    for found, lone in ((diff(whole, shorter), "only-first"), (diff(shorter, whole), "only-second")):
        assert found.rows[place].verdict == lone
        assert {row.verdict for row in found.rows if row is not found.rows[place]} == {"same"}


def test_numbers_that_are_equal_by_chance_are_no_equal_layers():
    chance = diff("Embedding(6, 8)", "Embedding(12, 4)").rows[0]
    assert (chance.verdict, chance.change) == ("differs", 0)
    assert [cause.change for cause in chance.causes] == [48, -48]
    assert [remark.key for remark in chance.remarks] == ["diff_same_number"]


def test_classes_that_nobody_knows_are_compared_by_their_numbers():
    mine, yours = table(("x (Mine)", (None, 4), 3)), table(("x (Mine)", (None, 4), 5))
    assert diff(mine, mine).same
    (row,) = diff(mine, yours).rows
    assert ([remark.key for remark in row.remarks], row.causes, row.change) == (["diff_unexplained"], (), 2)


def test_a_number_that_can_not_be_read_is_said_and_counts_for_nothing():
    (row,) = diff(table(("x (Dense)", (None, 4), "5…")), table(("x (Dense)", (None, 4), 8))).rows
    assert ("diff_unread" in [remark.key for remark in row.remarks], row.change) == (True, 0)


def test_other_outputs_are_said_but_not_other_numbers_of_samples():
    steps = table(INPUT, ("lstm (LSTM)", (None, 5, 4), 128), DENSE)
    (row,) = [row for row in diff(PLAIN, steps).rows if row.verdict == "differs"]
    assert [remark.key for remark in row.remarks] == ["diff_output"]
    few, many = (modules(("├─LSTM: 1-1", f"[{samples}, 5, 4]", "144")) for samples in (2, 32))
    assert diff(few, many).same


def test_a_summary_of_keras_and_code_of_pytorch_are_compared_row_by_row():
    found = diff(table(LSTM, DENSE), NET)
    assert [row.change for row in found.rows] == [16, 0]
    assert [cause.reason.key for cause in found.rows[0].causes] == ["diff_relative"]
    assert not found.same


def test_real_models_are_sides_too():
    def built(layer):
        return keras.Sequential([layers.Input((5, 3)), layer, layers.Dense(1)])

    assert diff(built(layers.LSTM(4)), CODE).counts == (133, 133)
    found = diff(built(layers.LSTM(4)), built(layers.LSTM(4, use_bias=False)))
    (row,) = [row for row in found.rows if row.verdict == "differs"]
    assert [(cause.reason.key, cause.change) for cause in row.causes] == [("diff_option_less", -16)]


def test_a_layer_reads_what_the_other_side_reads_where_nobody_says_it():
    assert diff("LSTM(64)", "torch.nn.LSTM(8, 64)").counts == (18688, 18944)
    assert diff("torch.nn.Conv1d(8, 4, 3)", "Conv1D(4, 3)").counts == (100, 100)
    assert diff("LSTM(64)", "torch.nn.LSTM(8, 64)", features=3).counts == (17408, 18944)


def test_an_argument_is_for_the_sides_that_take_it():
    assert diff("LSTM(n)", "LSTM(8)", n=4, features=3).counts == (128, 384)
    assert diff(PLAIN, "LSTM(4)", features=3).counts == (133, 128)


@pytest.mark.parametrize(
    ("first", "second", "arguments", "message"),
    [
        ("LSTM(64)", "GRU(64)", {}, "LSTM: features is missing"),
        ("hello", "LSTM(64)", {}, "hello"),
        ("LSTM(64)", "hello", {"features": 1}, "hello"),
        ("", "LSTM(64)", {"features": 1}, "got ''"),
        (
            "LSTM(64)",
            5,
            {"features": 1},
            "expected the text of a summary, or a model or layer of Keras or PyTorch, got 5",
        ),
        ("torch.nn.LSTM(8, 64)", "torch.nn.LSTM(8, 32)", {"features": 3}, "diff: neither side takes features"),
        (PLAIN, PLAIN, {"units": 3}, "diff: neither side takes units"),
        ("model.add(LSTM(n, input_shape=(5, 3)))", "LSTM(4)", {}, "n is not known"),
        (f"a = {CODE}\nb = {CODE}\n", CODE, {}, "there are 2 models here"),
    ],
)
def test_what_can_not_be_compared_is_refused_by_name(first, second, arguments, message):
    with pytest.raises(InputError) as refused:
        diff(first, second, **arguments)
    assert message in str(refused.value)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("form", ["text", "markdown", "html"])
def test_a_difference_is_written_in_every_format_and_language(lang, form):
    written = render.FORMATS[form](diff(PLAIN, table(INPUT, GRU, ("e (Dense)", (None, 2), 10), DENSE)), lang)
    for number in ("128", "108", "−20", "+10"):
        assert number in written
    assert "{" not in written


def test_latex_is_refused_with_the_formats_that_there_are():
    with pytest.raises(InputError, match="a difference can be written as text, markdown, json, html, got latex"):
        render.latex(diff(PLAIN, PLAIN))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nothing_that_differs_is_said_in_a_line(lang):
    lines = render.text(diff(CODE, CODE), lang).splitlines()
    assert lines[-1] == words(lang)["diff_none"]


def test_the_json_has_the_agreed_keys():
    data = json.loads(render.json(diff(PLAIN, table(INPUT, GRU, DENSE, ("e (Dense)", (None, 1), 2)))))
    assert {key: data[key] for key in ("same", "first", "second")} == {"same": False, "first": 133, "second": 115}
    assert [row["verdict"] for row in data["rows"]] == ["differs", "same", "only-second"]
    row = data["rows"][0]
    assert list(row) == ["verdict", "first", "second", "change", "causes", "notes"]
    assert row["first"] == {"name": "lstm", "type": "LSTM", "count": 128}
    assert [list(cause) for cause in row["causes"]] == [["change", "because"]]
    assert (row["change"], row["causes"][0]["change"], row["notes"]) == (-20, -20, [])
    assert data["rows"][-1]["first"] is None


def test_what_was_pasted_can_not_end_a_cell_or_begin_a_tag():
    rows = [ComparedRow("a<b>|`x`\n<script>", "Mine|", number) for number in (3, 5)]
    found = Diff((DiffRow(*rows, "differs", remarks=(label("diff_output", first=Quote("<i>"), second=Quote("|")),)),))
    assert not {"<b>", "<i>", "<script>"} & {*re.findall("<[^>]*>", render.html(found))}
    for line in render.markdown(found).splitlines():
        assert line.count("|") in (0, 6)


def test_many_rows_are_paired_by_place_and_nobody_waits():
    rows = [ComparedRow(f"d_{place}", "Dense", place) for place in range(int(MOST_PAIRS**0.5) + 1)]
    pairs = paired(rows, rows[:-1])
    assert len(pairs) == len(rows)
    assert pairs[-1] == (rows[-1], None)
    assert all(row is other for row, other in pairs[:-1])


def test_a_layer_with_parameters_never_stands_for_one_without():
    found = diff(table(("a (Dropout)", (None, 4), 0), DENSE), table(GRU, DENSE))
    assert sorted(verdicts(found)) == ["only-first", "only-second", "same"]


def test_rows_of_a_model_inside_count_once():
    inside = [
        ("m (Functional)", "(None, 4)", "128"),
        ("   └ lstm (LSTM)", "(None, 4)", "128"),
        ("d (Dense)", "(None, 1)", "5"),
    ]
    found = diff(drawn(inside), table(LSTM, DENSE))
    assert found.counts == (133, 133)
    assert [row.first.name for row in found.rows] == ["lstm", "d"]
    short = drawn([("m (Functional)", "(None, 4)", "129"), *inside[1:]])  # a row may be missing
    assert [(row.name, row.count) for row in compared_rows(short, {})] == [("m", 129), ("d", 5)]
    net = modules(("Net", "[32, 4]", "--"), ("├─LSTM: 1-1", "[32, 5, 4]", "144"))
    assert [(row.type, row.count) for row in compared_rows(net, {})] == [("LSTM", 144)]


def test_many_rows_are_read_in_time_that_grows_like_them():
    texts = [table(*[(f"d_{place} (Dense)", (None, 1), 5) for place in range(number)]) for number in (200, 400)]
    works = [calls(compared_rows, text, {}) for text in texts]
    assert works[1] < 2.2 * works[0]
