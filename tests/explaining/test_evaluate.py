"""The measure of `make eval` counts what is right and names what is wrong."""

import json

import pytest

from rnnformula import count
from rnnformula.errors import InputError
from rnnformula.language import DEFAULT, words
from tests import evaluate
from tests.evaluation import fragments
from tests.evaluation.remarks import HOLDS, Said, holds
from tests.explaining.tables import table

LSTM = count("LSTM", units=64, features=6)
ROWS = [
    ("embedding (Embedding)", (None, 50, 6), 600),
    ("lstm (LSTM)", (None, 64), LSTM),
    ("dense (Dense)", (None, 2), 130),
]
TRUTH = {
    "id": "made",
    "style": "keras2",
    "text": table(*ROWS),
    "rows": [
        {"name": name.split(" (")[0], "type": name.split(" (")[1][:-1], "output_shape": str(shape), "params": number}
        for name, shape, number in ROWS
    ],
    "total": 730 + LSTM,
    "trainable": 730 + LSTM,
    "non_trainable": 0,
    "recurrent": [
        {"name": "lstm", "layer": "LSTM", "units": 64, "inputs": 6, "directions": 1, "bias_vectors": 1, "params": LSTM}
    ],
}


def run(tmp_path, truth, capsys):
    file = tmp_path / "tables.jsonl"
    file.write_text(json.dumps(truth) + "\n", encoding="utf-8")
    status = evaluate.main(str(file))
    return status, capsys.readouterr().out


def test_a_table_that_is_read_and_explained_has_no_fault(tmp_path, capsys):
    status, printed = run(tmp_path, TRUTH, capsys)
    assert status == 0
    assert "1  true reading alone" in printed
    assert "2  other row explained" in printed


OTHER_DENSE = {"name": "dense", "type": "Dense", "output_shape": "(None, 2)", "params": 131}


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"rows": [TRUTH["rows"][0] | {"params": 601}]}, "row not read"),
        ({"rows": [TRUTH["rows"][0] | {"type": "GRU"}]}, "row not read"),
        ({"rows": [{"name": "other", "type": "LSTM", "output_shape": "", "params": 1}]}, "table not read"),
        ({"total": 1}, "total not read"),
        ({"recurrent": [TRUTH["recurrent"][0] | {"inputs": 7}]}, "wrong explained"),
        ({"recurrent": [TRUTH["recurrent"][0] | {"layer": "GRU reset_after=True"}]}, "wrong explained"),
        ({"text": table(ROWS[1]), "recurrent": [TRUTH["recurrent"][0] | {"units": 3}]}, "true reading missing"),
        ({"text": table(ROWS[0], ("dense (Dense)", (None, 2), 131)), "rows": [OTHER_DENSE]}, "unexplained"),
        ({"all": [TRUTH["rows"][1] | {"arrays": [[7, 256], [64, 256], [256]], "inner": ["LSTM"]}]}, "wrong explained"),
        (
            {"all": [TRUTH["rows"][1] | {"calls": [[[[None, 40, 6], "embedding"]]], "input_shown": True}]},
            "untrue remark",
        ),
    ],
)
def test_what_is_wrong_is_named_and_fails(tmp_path, capsys, changed, fault):
    status, printed = run(tmp_path, TRUTH | changed, capsys)
    assert status == 1
    assert f"made: {fault}: " in printed


def test_rates_are_printed(tmp_path, capsys):
    arrays = [[6, 256], [64, 256], [256]]
    row = TRUTH["rows"][1] | {"arrays": arrays, "inner": ["LSTM"], "decided": True}
    unread = {"name": "gone", "type": "GRU", "params": 7, "arrays": [[7]], "inner": ["GRU"]}
    _, printed = run(tmp_path, TRUTH | {"all": [row, unread]}, capsys)
    assert "50.0%  first reading right, of all decided rows (1 of 2)" in printed
    assert "100.0%  first reading right, of decided recurrent rows (1 of 1)" in printed


def test_a_crash_is_counted(tmp_path, capsys, monkeypatch):
    def broken(text):
        raise RuntimeError("broken")

    monkeypatch.setattr(evaluate, "explain", broken)
    status, printed = run(tmp_path, TRUTH, capsys)
    assert status == 1
    assert "made: crash: RuntimeError('broken')" in printed


def test_every_remark_and_reason_is_asked_about():
    """What can be said needs a question to the truth, or nobody would notice that it is untrue."""
    keys = {key for key in words(DEFAULT) if key.startswith(("note_", "warn_", "why_"))}
    assert keys <= set(HOLDS)


FROZEN = [{"name": name, "params": 8, "frozen": frozen, "moving": 0} for name, frozen in (("a", 8), ("b", 0))]
CALLED = {"name": "b", "type": "LSTM", "params": 8, "calls": [[[[None, 1, 9], "a"]]], "ncalls": 1}


@pytest.mark.parametrize(
    ("key", "values", "more", "true"),
    [
        ("note_frozen", {"row": "a", "count": 8}, {"all": FROZEN}, True),
        ("note_frozen", {"row": "b", "count": 8}, {"all": FROZEN}, False),
        ("note_frozen_unknown", {"count": 9}, {"all": FROZEN}, False),
        ("note_frozen_first", {"row": "b", "count": 16}, {"all": FROZEN}, False),
        ("note_marked", {"rows": "a, b"}, {"all": FROZEN}, False),
        ("note_moving", {"count": 2}, {"all": FROZEN}, False),
        ("note_rows_add_up", {"sum": 16}, {"all": FROZEN}, True),
        ("note_more", {"count": 4}, {"all": FROZEN, "total": 20}, True),
        ("note_less", {"count": 4}, {"all": FROZEN, "total": 20}, False),
        ("note_shared", {"row": "b"}, {"all": [CALLED]}, False),
        ("note_shared", {"row": "b"}, {"all": [CALLED | {"ncalls": 2}]}, True),
        ("note_shared", {"row": "c"}, {"all": [CALLED]}, None),
        ("warn_window", {"row": "b"}, {"all": [CALLED]}, True),
        ("warn_window", {"row": "b"}, {"all": [CALLED, {"name": "a", "type": "InputLayer", "params": 0}]}, True),
        ("warn_window", {"row": "b"}, {"all": [CALLED, {"name": "a", "type": "Embedding", "params": 9}]}, False),
        ("note_row_missing", {}, {}, False),
        ("note_row_missing", {}, {"complete": False}, True),
        ("note_tables", {"n": 2}, {}, False),
        ("note_no_table", {}, {}, False),
        ("note_left_out", {"n": 2}, {}, False),
    ],
)
def test_a_remark_is_held_against_the_truth(key, values, more, true):
    assert holds(Said(key, values, TRUTH | {"all": []} | more)) is true


@pytest.mark.parametrize(
    ("fragment", "fault"),
    [
        ({"code": "LSTM(64, input_shape=(10, 6))", "number": LSTM + 1}, "code counted wrong"),
        ({"code": "LSTN(64)", "number": LSTM}, "code refused"),
        ({"code": "LSTM(64, input_shape=(10, 6))", "open": ["n"]}, "code counted wrong"),
        ({"code": "LSTN(64)", "open": ["n"]}, "code, open size not named"),
    ],
)
def test_code_that_is_counted_wrong_or_refused_is_named(tmp_path, capsys, fragment, fault):
    status, printed = run(tmp_path, fragment | {"id": "made"}, capsys)
    assert status == 1
    assert f"made: {fault}: " in printed


def test_the_names_of_open_sizes_are_compared(monkeypatch):
    def refused(code, **given):
        error = InputError("open")
        error.names = ("units", "features")
        raise error

    monkeypatch.setattr(fragments, "count", refused)
    told = {
        tuple(names): [*fragments.of_code({"code": "", "open": names})][1][0]
        for names in (["units"], ["units", "n"], ["n"])
    }
    assert told == {
        ("units",): "code, open size named",
        ("units", "n"): "code, open size named in part",
        ("n",): "code, open size not named",
    }
