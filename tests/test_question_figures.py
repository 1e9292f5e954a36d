"""Figures of questions: two layers on one scale, what a claim leaves out, rows of a table, totals."""

import pytest

from rnnformula import figure
from rnnformula.figures.scene import Box
from tests.test_figures import drawn, texts

SIZES = {"units": 4, "features": 3}


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
