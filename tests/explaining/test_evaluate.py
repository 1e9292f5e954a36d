"""The measure of `make eval` counts what is right and names what is wrong."""

import json

import pytest

from rnnformula import count
from tests import evaluate
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


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"rows": [TRUTH["rows"][0] | {"params": 601}]}, "row not read"),
        ({"total": 1}, "total not read"),
        ({"recurrent": [TRUTH["recurrent"][0] | {"inputs": 7}]}, "wrong explained"),
        ({"recurrent": [TRUTH["recurrent"][0] | {"layer": "GRU reset_after=True"}]}, "wrong explained"),
        ({"text": table(ROWS[1]), "recurrent": [TRUTH["recurrent"][0] | {"units": 3}]}, "true reading missing"),
        ({"text": table(ROWS[0], ("dense (Dense)", (None, 2), 131))}, "unexplained"),
    ],
)
def test_what_is_wrong_is_named_and_fails(tmp_path, capsys, changed, fault):
    status, printed = run(tmp_path, TRUTH | changed, capsys)
    assert status == 1
    assert f"made: {fault}: " in printed


def test_a_crash_is_counted(tmp_path, capsys, monkeypatch):
    def broken(text):
        raise RuntimeError("broken")

    monkeypatch.setattr(evaluate, "explain", broken)
    status, printed = run(tmp_path, TRUTH, capsys)
    assert status == 1
    assert "made: crash: RuntimeError('broken')" in printed
