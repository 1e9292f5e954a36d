"""Damaged pastes: an answer, no wrong number, and no more work than the paste is long."""

from itertools import pairwise

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from rnnformula import explain, render
from rnnformula.explaining.explanation import LONGEST
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.frameworks import FRAMEWORKS
from rnnformula.language import LANGUAGES
from tests.calls import calls
from tests.explaining.pastes import PASTES

TEXTS = tuple(paste.text for paste in PASTES.values())
#: A line of each of three printers; small numbers and short axes stand where most layers are possible.
LINES = ("r{0} ({name})  ({shape})  {count}", "{name}-{0}  [{shape}]  {count}", "├─{name}: 1-{0}  [{shape}]  {count}")
CLASSES = sorted({*FAMILIES, *(name.rpartition(".")[2] for name in FRAMEWORKS)})
AXES = st.sampled_from((None, 1, 2, 3, 7))
ROW = st.tuples(
    st.sampled_from(CLASSES), st.lists(AXES, min_size=1, max_size=5), st.integers(0, 60) | st.integers(0, 5000)
)
SIGNS = "()[]{}…,.|│├└─ \n\t\"'<>&;#?-0123456789NL无Ａ\x1b\0"


@settings(max_examples=300, deadline=None)
@given(st.data())
def test_a_damaged_paste_has_an_answer_and_no_wrong_number(data):
    text = data.draw(st.sampled_from(TEXTS))
    for _ in range(data.draw(st.integers(1, 5))):
        start = data.draw(st.integers(0, len(text)))
        end = start + data.draw(st.sampled_from((0, 1, 2, 80)))
        text = text[:start] + data.draw(st.text(alphabet=SIGNS, max_size=6)) + text[end:]
    lines = (text + data.draw(st.sampled_from(("", *TEXTS)))).split("\n")
    if data.draw(st.booleans()):
        lines = data.draw(st.permutations(lines))
    width = data.draw(st.sampled_from((200, 100, 75, 60, 30)))
    explanation = explain("\n".join(line[:width] for line in lines))
    for row in explanation.rows:
        counts = {reading.count for reading in row.readings}
        assert all(row.count is not None and row.count % count == 0 for count in counts)
        assert counts <= {row.count} or row.readings[0].framework == "torch"
        added = any(note.key.startswith("note_sum") for note in row.remarks)
        assert row.verdict != "explained" or len(row.readings) == 1 or added
        assert row.verdict != "ambiguous" or row.readings
    for lang in LANGUAGES:
        for shown in (render.text, render.markdown, render.json):
            assert isinstance(shown(explanation, lang), str)


@settings(max_examples=1000, deadline=None)
@example(LINES[0], [("TimeDistributed", [None, 1], 9)])  # a spectrogram of less than one wave
@example(LINES[0], [("TimeDistributed", [2, 2, None, 2], 3)])  # a normalization of one number for all
@given(st.sampled_from(LINES), st.lists(ROW, min_size=1, max_size=3))
def test_any_class_with_any_shape_and_number_has_an_answer(line, rows):
    text = "\n".join(
        line.format(place, name=name, shape=", ".join(map(str, (None, *axes))), count=count)
        for place, (name, axes, count) in enumerate(rows, 1)
    )
    explanation = explain(text)
    assert len(explanation.rows) == len(rows)
    for lang in LANGUAGES:
        assert render.text(explanation, lang)


HEADER = "Layer (type)                 Output Shape              Param #\n"
WITHOUT_SHAPES = "Layer (type:depth-idx)     Param #\n==========================\n"
BARS = "│ Layer (type) │ Output Shape │ Param # │ Connected to │\n"
#: Header, and what the row of a number is: different units each, so that nothing is known already.
ROWS = {
    "recurrent": (HEADER, lambda i: f"lstm_{i} (LSTM)   (None, 10, {i + 9})   {4 * (i + 9) * (i + 12)}"),
    "two directions": (HEADER, lambda i: f"b_{i} (Bidirectional)   (None, 10, {2 * i + 2})   {8 * (i + 1) * (i + 5)}"),
    "cells": (HEADER, lambda i: f"rnn_{i} (RNN)   (None, 10, {i + 9})   {4 * (i + 9) * (i + 12) + 7 * i}"),
    "no shapes": (HEADER, lambda i: f"lstm_{i} (LSTM)   multiple   {5040 * (i + 1)}"),
    "axes": (HEADER, lambda i: f"n_{i} (LayerNormalization)   (None, 3, 4, 5, 6, {i + 2})   {2 * i + 4}"),
    "one name": (BARS, lambda i: f"│ lstm (LSTM) │ (None, 10, {i + 9}) │ {4 * (i + 9) * (i + 12)} │ lstm[0][0] │"),
    "cut names": (BARS, lambda i: f"│ layer_{i}… (LSTM) │ (None, 9, {i + 9}) │ {4 * (i + 9) * (i + 12)} │ layer_… │"),
    "inputs": (HEADER, lambda i: f"in_{i} (InputLayer) (None, 3, {i + 1}) 0\nd_{i} (Dense) (None, 3, {i + 2}) {7 * i}"),
    "models in models": (BARS, lambda i: f"│ {'   ' * i}└ m{i} (Functional) │ (None, 10) │ 77 │ - │"),
    "one large model": (BARS, lambda i: f"│ {'   └ ' * (i > 0)}m{i} (Dense) │ (None, 10) │ {11 * i} │ - │"),
    "PyTorch without shapes": (
        WITHOUT_SHAPES,
        lambda i: f"├─LSTM: 1-{i}   {5040 * (i + 1)}\n├─Linear: 1-{i}   {840 * i}",
    ),
    "stacks": (HEADER, lambda i: f"r_{i} (RNN)   (None, 10, {i + 9})   {4 * (i + 9) * (i + 13) + 1024}"),
    "PyTorch": ("Net(\n", lambda i: f"  (l{i}): LSTM({i + 1}, {i + 2}, num_layers=9)"),
}


@pytest.mark.long
@pytest.mark.parametrize(("header", "row"), ROWS.values(), ids=ROWS)
def test_twice_the_rows_are_at_most_twice_the_work(header, row):
    explain(header + row(0))
    texts = [header + "\n".join(row(begin + place) for place in range(rows)) for begin, rows in ((0, 40), (40, 80))]
    if row is ROWS["models in models"][1]:
        texts = [header + "\n".join(row(place) for place in range(rows)) for rows in (40, 80)]
    once, twice = (calls(explain, text) for text in texts)
    assert twice < 2.6 * once


def test_a_very_large_paste_is_left_out_in_part_and_says_so():
    rows = "\n".join(ROWS["no shapes"][1](place) for place in range(1500))
    explanation = explain(HEADER + rows)
    told = [row.verdict == "ambiguous" for row in explanation.rows]
    assert (told[0], told[-1], len(told)) == (True, False, 1500)
    assert all(before or not after for before, after in pairwise(told))
    assert [note.key for note in explanation.remarks] == ["note_left_out"]
    assert explanation.remarks[0].values["n"] == told.count(False)


def test_a_text_is_cut_between_lines():
    row = "lstm_1 (LSTM)   (None, 10)   480\n"
    filler = "x\n" * ((LONGEST - len(HEADER) - len(row)) // 2)
    for text in (HEADER + filler[:-8] + row * 3, (HEADER + filler[:-8] + row * 3).encode()):
        explanation = explain(text)
        assert {row.count for row in explanation.rows} <= {480}
        assert explanation.remarks[0].key == "note_too_long"


def test_a_text_of_one_line_is_cut_between_words():
    explanation = explain("lstm_1 (LSTM) (None, 10) 480 " * (LONGEST // 20))
    assert {row.count for row in explanation.rows} == {480}


def test_models_in_models_without_end_are_read():
    rows = [f"  (m{place}): Sequential(" for place in range(5000)]
    assert len(explain("Net(\n" + "\n".join(rows)).rows) == 5001
