"""How often classes and sizes are used is counted in tables whose readings are known."""

import json

from rnnformula import count
from rnnformula.facts.usual_sizes import USUAL_CLASSES, USUAL_INSIDE, USUAL_SIZES
from tests import usual_sizes
from tests.explaining.tables import table

LSTM = count("LSTM", units=64, features=6)
BOTH = count("Bidirectional(GRU(32))", features=6)


def made(*rows, recurrent=()):
    return {"text": table(("e (Embedding)", (None, 50, 6), 600), *rows), "recurrent": list(recurrent)}


def test_a_size_counts_once_a_table_and_a_true_reading_before_others():
    twice = made(("a (LSTM)", (None, 50, 64), LSTM), ("b (Dense)", (None, 50, 2), 130))
    both = made(
        ("b (Bidirectional)", (None, 64), BOTH),
        recurrent=[{"name": "b", "layer": "GRU reset_after=True", "units": 32, "inputs": 6, "directions": 2}],
    )
    classes, inside, sizes = usual_sizes.counted([twice, twice, both])
    assert (classes["LSTM"], classes["Dense"], classes["Bidirectional"], classes["Embedding"]) == (2, 2, 1, 3)
    assert inside == {"Bidirectional": {"GRU": 1}}
    assert sizes["recurrent"] == {"units": {64: 2, 32: 1}, "features": {6: 3}}
    assert sizes["words"] == {"input_dim": {100: 3}, "output_dim": {6: 3}}


def test_what_was_seen_once_is_left_out_of_the_file(tmp_path, monkeypatch):
    file = tmp_path / "usual_sizes.py"
    monkeypatch.setattr(usual_sizes, "FILE", file)
    tables = tmp_path / "tables.jsonl"
    other = made(("a (LSTM)", (None, 50, 64), LSTM), ("b (Dense)", (None, 50, 3), 195))
    first = made(("a (LSTM)", (None, 50, 64), LSTM))
    tables.write_text("\n".join(map(json.dumps, (first, other))), encoding="utf-8")
    usual_sizes.main(str(tables))
    written = {}
    exec(file.read_text(encoding="utf-8"), written)
    assert written["USUAL_SIZES"]["recurrent"] == {"units": {64: 2}, "features": {6: 2}}
    assert "others" not in written["USUAL_SIZES"] or "units" not in written["USUAL_SIZES"]["others"]


def test_the_counts_that_are_kept_are_plain():
    assert all(times > 0 for times in USUAL_CLASSES.values())
    assert all(inner for inner in USUAL_INSIDE.values())
    for by_size in USUAL_SIZES.values():
        for values in by_size.values():
            assert list(values) == sorted(values)
            assert all(times >= usual_sizes.FEWEST for times in values.values())
