"""Random PyTorch modules as people write them: what `print` shows of them is explained row by row."""

from random import Random

import pytest
import torch
from torch import nn

from rnnformula import explain
from rnnformula.explaining.candidates import is_known_class
from tests.evaluation.rows import agrees

SIZES = (1, 2, 3, 5, 8, 10, 16, 20, 32, 40, 50, 64, 100, 128, 256)


def recurrent(draw, features):
    """A module that reads sequences, and how wide its output is."""
    hidden, directions = draw.choice(SIZES), draw.choice([1, 1, 2])
    options = {"num_layers": draw.choice([1, 1, 2, 3]), "bidirectional": directions == 2, "bias": draw.random() > 0.1}
    name = draw.choice(["LSTM", "LSTM", "GRU", "RNN"])
    if name == "LSTM" and hidden > 2 and draw.random() < 0.1:
        projected = hidden // 2
        return nn.LSTM(features, hidden, proj_size=projected, **options), projected * directions
    return getattr(nn, name)(features, hidden, batch_first=True, **options), hidden * directions


def module(seed):
    """The module of a seed: words or numbers, perhaps convolutions, one or two recurrent ones, a head."""
    draw = Random(seed)
    model = nn.Module()
    width = draw.choice(SIZES)
    if draw.random() < 0.5:
        model.embedding = nn.Embedding(draw.choice([26, 500, 10000]), width)
    if draw.random() < 0.4:
        filters = draw.choice(SIZES)
        model.features = nn.Sequential(
            nn.Conv1d(width, filters, draw.choice([3, 5])), nn.BatchNorm1d(filters), nn.ReLU()
        )
        width = filters
    model.rnn, width = recurrent(draw, width)
    if draw.random() < 0.3:
        model.second, width = recurrent(draw, width)
    if draw.random() < 0.3:
        model.norm = nn.LayerNorm(width)
    if draw.random() < 0.2:
        model.cell = getattr(nn, draw.choice(["LSTMCell", "GRUCell", "RNNCell"]))(width, draw.choice(SIZES))
    model.head = nn.Sequential(nn.Linear(width, 16, bias=draw.random() > 0.2), nn.ReLU(), nn.Linear(16, 1))
    return model


@pytest.mark.parametrize("seed", range(60))
def test_what_a_module_prints_is_explained_as_it_is(seed):
    torch.manual_seed(seed)
    model = module(seed)
    known = [part for part in model.modules() if is_known_class(type(part).__name__, torch=True)]
    rows = [row for row in explain(str(model)).rows if is_known_class(row.type, torch=True)]
    assert [row.type for row in rows] == [type(part).__name__ for part in known]
    for part, row in zip(known, rows, strict=True):
        arrays = [tuple(weight.shape) for weight in part.parameters()]
        truth = {"arrays": arrays, "torch": True, "inner": [type(part).__name__]}
        assert row.count == sum(weight.numel() for weight in part.parameters())
        assert [agrees(reading, truth) for reading in row.readings] == [True], (str(part), row)
