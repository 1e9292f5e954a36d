"""What is said about the lines below the rows."""

import pytest

from rnnformula import count, explain, render
from tests.explaining.tables import table

LSTM = count("LSTM", units=4, features=3)
ROWS = [("in (InputLayer)", (None, 5, 3), 0), ("lstm (LSTM)", (None, 4), LSTM), ("d (Dense)", (None, 1), 5)]
SUM = LSTM + 5


def totals(text):
    return {total.name: total for total in explain(text).totals}


def keys(total):
    return [note.key for note in total.remarks]


def test_totals_that_agree_with_the_rows_say_so():
    found = totals(table(*ROWS))
    assert {name: (total.verdict, total.expected) for name, total in found.items()} == {
        "total": ("agrees", SUM),
        "trainable": ("agrees", SUM),
        "non_trainable": ("agrees", 0),
    }


def test_a_total_that_differs_is_said():
    found = totals(table(*ROWS, total=SUM + 1))
    assert (found["total"].verdict, found["total"].expected) == ("differs", SUM)
    assert "note_more" in keys(found["total"])
    assert "note_less" in keys(totals(table(*ROWS, total=SUM - 1))["total"])


@pytest.mark.parametrize(
    ("slots", "key"), [(0, "note_optimizer_none"), (1, "note_optimizer_one"), (2, "note_optimizer")]
)
def test_the_variables_of_an_optimizer_are_told_apart(slots, key):
    kept = slots * SUM + 2
    found = totals(table(*ROWS, total=SUM + kept, trainable=SUM, optimizer=kept))
    assert {name: total.verdict for name, total in found.items()} == dict.fromkeys(found, "agrees")
    assert keys(found["optimizer"]) == [key]


def test_an_optimizer_whose_line_is_missing_is_recognised():
    found = totals(table(*ROWS, total=3 * SUM + 2, trainable=SUM))
    assert "note_optimizer_hidden" in keys(found["total"])


def test_moving_means_are_not_trained():
    rows = [("in (InputLayer)", (None, 8), 0), ("b (BatchNormalization)", (None, 8), 32)]
    found = totals(table(*rows, non_trainable=16))
    assert {total.verdict for total in found.values()} == {"agrees"}
    assert keys(found["non_trainable"]) == ["note_moving"]


def test_a_frozen_row_is_found_by_its_number():
    rows = [("e (Embedding)", (None, 5, 3), 3000), *ROWS[1:]]
    found = totals(table(*rows, non_trainable=3000))
    assert {total.verdict for total in found.values()} == {"agrees"}
    assert "note_frozen" in keys(found["non_trainable"])
    assert "`e`" in render.markdown(explain(table(*rows, non_trainable=3000)))


def test_a_cut_number_is_never_read_literally():
    text = table(("e (Embedding)", (None, 50, 256), "25,600…"), total=25_600_000)
    explained = explain(text)
    assert explained.rows[0].count == 25_600_000
    assert explained.rows[0].readings[0].input_dim == 100_000
    assert [note.key for note in explained.rows[0].remarks] == ["note_recovered"]
    alone = explain(text.partition("Total")[0])
    assert (alone.rows[0].count, alone.rows[0].verdict, alone.rows[0].readings) == (None, "unreadable", ())


def test_two_cut_numbers_are_recovered_where_only_one_pair_fits():
    rows = [
        ("e (Embedding)", (None, 50, 256), "25,600…"),
        ("lstm (LSTM)", (None, 64), "82,1…"),
        ("d (Dense)", (None, 1), 65),
    ]
    lstm = count("LSTM", units=64, features=256)
    explained = explain(table(*rows, total=25_600_000 + lstm + 65))
    assert [row.count for row in explained.rows] == [25_600_000, lstm, 65]


def test_a_total_that_contradicts_the_digits_recovers_nothing():
    explained = explain(table(("e (Embedding)", (None, 50, 256), "25,600…"), total=1_000))
    assert (explained.rows[0].count, explained.rows[0].verdict) == (None, "unreadable")


@pytest.mark.parametrize(
    ("size", "said"),
    [
        ("532.00 B", "note_bytes"),  # Keras
        ("532 B", "note_bytes"),  # Flax
        ("1.06 KB", "note_bytes_mixed"),
        ("1.1 KB", "note_bytes"),  # 8 bytes each, in Flax' thousands
        ("1.04 KB", "note_bytes"),  # the same in Keras' units
        ("0.5 KB", "note_bytes_mixed"),
    ],
)
def test_memory_is_compared_in_the_units_of_keras_and_of_flax(size, said):
    text = table(*ROWS).replace(f"params: {SUM}\n", f"params: {SUM} ({size})\n", 1)
    assert keys(totals(text)["total"])[-1] == said
