"""Of several layers that have a number, the one that people use is the likeliest."""

import pytest

from rnnformula import count, solve
from rnnformula.counting.likelihood import (
    FAR_AHEAD,
    FEW,
    is_far_ahead,
    log_likelihood,
    log_likelihoods,
    shares,
    usual_number,
)
from rnnformula.facts.usual_sizes import USUAL_SIZES
from rnnformula.reading.layers import read_layer


def likelihood(call, features=None):
    return log_likelihood(read_layer(call), {"features": features} if features else {})


@pytest.mark.parametrize(
    ("usual", "odd"),
    [
        (("GRU(1024)", 256), ("GRU(1)", 1_312_765)),
        (("GRU(512)", 512), ("GRU(576)", 334)),
        (("LSTM(64)", 6), ("LSTM(64, use_bias=False)", 7)),
        (("LSTM(64)", 128), ("LSTM(64)", 127)),
        (("Dense(100)", 64), ("Dense(97)", 64)),
        (("Dense(64)", 900), ("Dense(64)", 9000)),
        (("Dense(64)", 25088), ("LSTM(64)", 25088)),
        (("LSTM(4096)", 64), ("LSTM(8192)", 64)),
        (("GRU(64)", 32), ("GRU(64, reset_after=False)", 32)),
        (("Embedding(10000, 32)", None), ("Embedding(32, 10000)", None)),
        (("Embedding(5001, 64)", None), ("Embedding(5003, 64)", None)),
        (("Bidirectional(LSTM(64))", 64), ("Bidirectional(LSTM(64), merge_mode='sum')", 64)),
        (("Bidirectional(LSTM(64))", 64), ("Bidirectional(SimpleRNN(64))", 64)),
        (
            ("Bidirectional(LSTM(64))", 64),
            ("Bidirectional(LSTM(64), backward_layer=GRU(64, go_backwards=True))", 64),
        ),
        (("TimeDistributed(Dense(64))", 64), ("TimeDistributed(SimpleRNN(64))", 64)),
        (("RNN(LSTMCell(64))", 64), ("RNN([LSTMCell(64), LSTMCell(64)])", 64)),
        (("torch.nn.LSTM(12, 1024, num_layers=2)", None), ("torch.nn.LSTM(2062, 1024)", None)),
        (("torch.nn.LSTM(64, 64)", None), ("torch.nn.LSTM(64, 64, bidirectional=True)", None)),
        (("torch.nn.LSTM(64, 64, num_layers=2)", None), ("torch.nn.LSTM(64, 64, num_layers=5)", None)),
        (("ConvLSTM2D(32, 3)", None), ("ConvLSTM2D(32, 8)", None)),
        (("ConvLSTM2D(32, 3)", None), ("ConvLSTM2D(32, (1, 9))", None)),
    ],
)
def test_what_people_use_is_likelier(usual, odd):
    assert likelihood(*usual) > likelihood(*odd)


@pytest.mark.parametrize("name", ["units", "features", "input_dim", *FEW])
def test_all_numbers_together_have_the_weight_of_one(name):
    assert sum(usual_number("recurrent", name, number) for number in range(1, 300_000)) == pytest.approx(1, abs=0.06)


def test_a_size_that_was_counted_is_likelier_than_its_form_says():
    seen = USUAL_SIZES["recurrent"]["features"]
    (value, _) = max(((value, times) for value, times in seen.items() if value % 10 == 0), key=lambda pair: pair[1])
    assert likelihood("LSTM(64)", value) > likelihood("LSTM(64)", value + 40) + 1


def test_what_a_layer_reads_is_weighed_apart_from_what_it_has():
    layer = read_layer("LSTM(64)")
    own, width = log_likelihoods(layer, {"features": 128})
    other, larger = log_likelihoods(layer, {"features": 12_345})
    assert own == other
    assert width > larger
    assert log_likelihoods(layer, {}) == (own, 0)


def test_a_module_that_names_what_it_reads_is_weighed_by_it():
    assert likelihood("torch.nn.LSTM(100, 64)") > likelihood("torch.nn.LSTM(99_999, 64)") + 5


def test_shares_are_those_of_one_whole():
    assert shares([0.0, 0.0]) == [0.5, 0.5]
    assert sum(shares([-1000.0, -1001.0, -1700.0])) == pytest.approx(1)
    assert shares([]) == []


@pytest.mark.parametrize(("logs", "ahead"), [([0.0], True), ([], True), ([0.0, -9.2], False), ([0.0, -9.3], True)])
def test_the_first_is_far_ahead_by_the_ratio_that_is_documented(logs, ahead):
    assert FAR_AHEAD == 10_000  # e to the power of 9.21
    assert is_far_ahead(logs) is ahead


@pytest.mark.parametrize(
    ("layer", "sizes", "first"),
    [
        ("GRU", {"units": 1024, "features": 256}, (1024, 256)),
        ("GRU", {"units": 512, "features": 512}, (512, 512)),
        ("LSTM", {"units": 128, "features": 128}, (128, 128)),
        ("SimpleRNN", {"units": 10, "features": 1}, (10, 1)),
    ],
)
def test_solve_has_the_likeliest_first(layer, sizes, first):
    tallies = solve(layer, count=count(layer, **sizes)).tallies
    assert (tallies[0].size("units"), tallies[0].size("features")) == first
    ranks = [
        likelihood(
            f"{layer}({tally.size('units')}, {', '.join(f'{name}={value}' for name, value in tally.options.items())})",
            tally.size("features"),
        )
        for tally in tallies
    ]
    assert ranks == sorted(ranks, reverse=True)
    assert len(ranks) > 10
