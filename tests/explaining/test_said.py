"""Every remark and reason: a paste that it is said of, and pastes beside it of which it would be untrue."""

import pytest

from rnnformula import count, explain, render
from rnnformula.counting.expressions import evaluate
from rnnformula.explaining.explanation import LONGEST
from rnnformula.explaining.remarks import EQUAL_NUMBERS
from rnnformula.language import DEFAULT, LANGUAGES, words
from tests.explaining.said import SILENT_EVERYWHERE, SPOKEN, said
from tests.explaining.tables import table

#: How the keys of remarks and reasons begin.
KINDS = ("note_", "warn_", "why_")
KEYS = sorted(key for key in words(DEFAULT) if key.startswith(KINDS))


def test_every_remark_has_pastes_that_it_is_said_of_and_not():
    assert sorted(SPOKEN) == KEYS
    assert [key for key, case in SPOKEN.items() if not case.silent] == []


@pytest.mark.parametrize("key", SPOKEN)
def test_a_remark_is_said_where_it_is_true(key):
    assert key in said(explain(SPOKEN[key].spoken()))


@pytest.mark.parametrize("key", SPOKEN)
def test_a_remark_is_not_said_where_it_is_untrue(key):
    for silent in (*SPOKEN[key].silent, *SILENT_EVERYWHERE.get(key.partition("_")[0], ())):
        assert key not in said(explain(silent)), silent


@pytest.mark.parametrize("key", SPOKEN)
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_remark_is_filled_in_in_every_language(key, lang):
    shown = render.text(explain(SPOKEN[key].spoken()), lang=lang)
    assert "{" not in shown
    assert "}" not in shown


@pytest.mark.parametrize("lang", LANGUAGES)
def test_nobody_is_told_that_a_class_is_his_own(lang):
    label = words(lang)
    assert [key for key in KEYS if "of your own" in label[key] or "自定义" in label[key]] == []


def test_a_table_gets_one_remark_on_equal_numbers():
    rows = [("in (InputLayer)", (None, 4, 4), 0)]
    rows += [(f"r_{i} (SimpleRNN)", (None, 4, 4), count("SimpleRNN", units=4, features=4)) for i in range(9)]
    keys = [key for key in said(explain(table(*rows))) if key in EQUAL_NUMBERS]
    assert keys == ["warn_equal_input"]


def test_a_formula_is_equal_to_its_number():
    for features in (7, 20):
        number = count("Bidirectional(LSTM(20), backward_layer=GRU(20, go_backwards=True))", features=features)
        for width in (20, 40):
            text = table(("in (InputLayer)", (None, 5, features), 0), ("b (Bidirectional)", (None, width), number))
            readings = explain(text).rows[1].readings
            assert readings
            equal = all(evaluate(reading.formula, {}) == reading.count for reading in readings)
            assert equal, "a formula gives another number"


def test_what_is_inside_a_layer_inside_is_read_like_what_is_inside_a_layer():
    inner = "Bidirectional(LSTM(32))"
    number = count(inner, features=7)
    plain = table(("in (InputLayer)", (None, 4, 7), 0), ("b (Bidirectional)", (None, 64), number))
    nested = table(("in (InputLayer)", (None, 5, 4, 7), 0), ("t (TimeDistributed)", (None, 5, 64), number))
    readings = [explain(text).rows[1].readings[0] for text in (plain, nested)]
    assert [reading.expression for reading in readings] == ["2 × 4 × 32 × (7 + 32 + 1) = 10,240"] * 2
    assert {(reading.inner, reading.directions, reading.merge_mode) for reading in readings} == {("LSTM", 2, "concat")}


def test_two_directions_of_pytorch_are_written_like_those_of_keras():
    number = count("torch.nn.LSTM(3, 4, bidirectional=True)")
    (reading,) = explain("Net(\n  (lstm): LSTM(3, 4, bidirectional=True)\n)").rows[1].readings
    assert reading.expression == f"2 × 4 × 4 × (3 + 4 + 2) = {number}"


def test_one_reading_is_not_several():
    text = table(
        ("a (InputLayer)", (None, 9), 0), ("b (InputLayer)", (None, 7), 0), ("d (Dense)", (None, 4), 40), name="net"
    )
    (reading,) = explain(text).rows[2].readings
    assert reading.features == 9
    assert explain(text).rows[2].verdict == "ambiguous"
    for lang in LANGUAGES:
        label = words(lang)
        assert label["verdict_possible"] in render.text(explain(text), lang=lang)
        assert label["verdict_ambiguous"] not in render.text(explain(text), lang=lang)


def test_a_long_text_of_no_table_is_not_said_to_be_one():
    assert said(explain("x " * LONGEST)) == ["note_too_long", "note_no_table"]
