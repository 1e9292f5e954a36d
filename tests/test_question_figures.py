"""Figures of questions: two layers on one scale, what a claim leaves out, rows of a table, totals."""

import re

import pytest

from rnnformula import InputError, figure, tally
from rnnformula.figures.scene import Box, Line, Text
from tests.test_figures import drawn, texts

SIZES = {"units": 4, "features": 3}
MODEL = "Sequential([Input((50, 3)), SimpleRNN(1), Dense(1)])"


def test_two_layers_are_on_one_scale_and_what_one_has_more_is_said():
    made = figure("beside", "LSTM", other="torch.nn.LSTM", **SIZES)
    assert [counted.count for counted in made.tallies] == [128, 144]
    blocks = [mark for mark in made.marks if isinstance(mark, Box)]
    scales = {(round(box.width / box.columns, 6), round(box.height / box.rows, 6)) for box in blocks}
    assert len(scales) == 1
    assert len(blocks) == 3 + 4
    said = texts(drawn("beside", "LSTM", other="torch.nn.LSTM", **SIZES))
    assert "torch.nn.LSTM(3, 4) has 16 more" in said
    assert "LSTM(4): 48 + 64 + 16 = 128" in said


@pytest.mark.parametrize(
    ("layer", "other", "features", "more"),
    [
        ("GRU(5)", "GRU(5, reset_after=False)", 4, "GRU(5) has 15 more"),
        ("LSTM(8)", "LSTM(8)", (16, 8), "LSTM(8) on 16 features has 256 more"),
        ("LSTM(8)", "LSTM(8)", (8, 16), "LSTM(8) on 16 features has 256 more"),
        ("Dense(8)", "Dense(8)", 16, "Both have 136"),
    ],
)
def test_layers_are_told_apart_by_their_options_or_by_what_they_read(layer, other, features, more):
    assert more in texts(drawn("beside", layer, other=other, features=features))


@pytest.mark.parametrize("without", ["kernel", "recurrent_kernel", "bias"])
def test_what_a_claim_leaves_out_is_an_outline_and_the_sum_lacks_it(without):
    made = figure("claim", "LSTM", without=without, **SIZES)
    assert {mark.part for mark in made.marks if isinstance(mark, Box) and mark.faint} == {without}
    assert len([mark for mark in made.marks if isinstance(mark, Box)]) == 3
    left = [row.count for row in tally("LSTM", **SIZES).rows if row.array.name != without]
    said = texts(drawn("claim", "LSTM", without=without, **SIZES))
    assert f"The claim: {' + '.join(map(str, left))} = {sum(left)}" in said
    assert "Right: 48 + 64 + 16 = 128" in said


@pytest.mark.parametrize(("steps", "copies"), [(2, 1), (3, 2), (50, 2)])
def test_layers_that_a_claim_counts_too_many_are_outlines(steps, copies):
    first, *others = figure("claim", "LSTM", steps=steps, **SIZES).panels
    assert not any(mark.faint for mark in first.marks)
    assert len(others) == copies
    assert all(mark.faint for panel in others for mark in panel.marks)
    said = texts(drawn("claim", "LSTM", steps=steps, **SIZES))
    assert f"The claim: {steps} × 128 = {steps * 128:,}" in said
    assert ("… to step 50" in said) == (steps == 50)


@pytest.mark.parametrize(
    ("rows", "ids", "lit", "all_rows"),
    [
        (5, (3, 1, 3), [1, 3], [0, 1, 2, 3, 4]),
        (100, (42,), [42], [0, 1, 2, 3, 42, 99]),
        (6, (0,), [0], [0, 1, 2, 3, 4, 5]),
        (1, (0,), [0], [0]),
    ],
)
def test_each_id_leads_to_its_row_which_is_lit(rows, ids, lit, all_rows):
    made = figure("lookup", "Embedding", input_dim=rows, output_dim=3, ids=ids)
    boxes = [mark for mark in made.marks if isinstance(mark, Box) and mark.rows]
    numbers = [mark for mark in made.marks if isinstance(mark, Text) and mark.anchor == "end"]
    assert [int(mark.words.values["value"]) for mark in numbers] == all_rows
    middles = dict(zip(all_rows, (box.at[1] + box.height / 2 for box in boxes), strict=True))
    assert [row for row, box in zip(all_rows, boxes, strict=True) if not box.faint] == lit
    ends = [mark.points[1][1] for mark in made.marks if isinstance(mark, Line)]
    assert ends == [middles[one] for one in ids]


@pytest.mark.parametrize(("optimizer", "kept"), [("", 0), ("SGD", 2), ("Lion", 9), ("Adam", 16)])
def test_bars_of_totals_are_to_scale_and_what_the_optimizer_keeps_is_outlined(optimizer, kept):
    made = figure("printed_totals", MODEL, optimizer=optimizer)
    boxes = [mark for mark in made.marks if isinstance(mark, Box)]
    assert len({round(box.width / box.columns, 6) for box in boxes}) == 1
    assert [box.columns for box in boxes if not box.faint] == [7, 7]
    assert [box.columns for box in boxes if box.faint] == ([kept, kept] if kept else [])
    said = "\n".join(
        texts(drawn("printed_totals", "Sequential([Input((50, 3)), SimpleRNN(1), Dense(1)])", optimizer=optimizer))
    )
    assert ("Total params: 7 + " in said) == bool(kept)
    assert not kept or f"7 + {kept} = {7 + kept}" in said


def test_what_is_not_trainable_has_a_bar_of_its_own_behind_the_others():
    made = figure("printed_totals", "Sequential([Input((50, 3)), LSTM(4), BatchNormalization(), Dense(1)])")
    total, trainable, frozen = (mark for mark in made.marks if isinstance(mark, Box))
    assert (total.columns, trainable.columns, frozen.columns) == (149, 141, 8)
    assert trainable.at[0] + trainable.width == pytest.approx(frozen.at[0])


@pytest.mark.parametrize(
    ("name", "layer", "arguments", "message"),
    [
        ("beside", "LSTM", SIZES, "figure beside: the other layer is missing; give it, as in other='LSTM'"),
        ("claim", "LSTM", SIZES, "expected either an array that is left out, or steps that are multiplied in"),
        ("claim", "LSTM", SIZES | {"without": "bias", "steps": 2}, "expected either an array that is left out"),
        ("claim", "LSTM", SIZES | {"without": "kernal"}, "LSTM has no 'kernal'; did you mean 'kernel'?"),
        ("claim", "Bidirectional(LSTM(4))", {"features": 3, "steps": 2}, "is not one rectangle, expected a layer"),
        ("lookup", "LSTM", SIZES, "figure lookup: LSTM is no table of rows, expected Embedding"),
        ("lookup", "Embedding(5, 3)", {"ids": (5,)}, "ids must be 1 to 4 integers from 0 to 4, got (5,)"),
        ("lookup", "Embedding(5, 3)", {"ids": ()}, "ids must be 1 to 4 integers from 0 to 4, got ()"),
        ("printed_totals", "Dense", SIZES | {"optimizer": "Adem"}, "unknown optimizer 'Adem'; did you mean 'Adam'?"),
        (
            "printed_totals",
            "Flatten",
            {},
            "printed_totals: Flatten has no arrays, expected a layer with parameters",
        ),
    ],
)
def test_what_a_question_can_not_show_is_refused_by_name(name, layer, arguments, message):
    with pytest.raises(InputError, match=re.escape(message)):
        figure(name, layer, **arguments)
