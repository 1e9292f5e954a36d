"""The scripts weigh layers as the package does, and so have readings in the same order."""

import random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnformula import FAMILIES, count, explain, solve
from rnnformula.counting.likelihood import log_likelihood
from rnnformula.facts.kinds import recurrent_layers
from rnnformula.reading.layers import Layer, read_layer
from tests.numbers.as_json import written_layer

SIZES = st.one_of(st.integers(1, 40), st.integers(1, 10**6), st.sampled_from([64, 128, 100, 1000, 1024, 4096, 8192]))
CALLS = st.one_of(
    st.builds("{}({})".format, st.sampled_from(["LSTM", "GRU", "SimpleRNN", "Dense"]), SIZES),
    st.builds("GRU({}, reset_after={}, use_bias={})".format, SIZES, st.booleans(), st.booleans()),
    st.builds("Embedding({}, {})".format, SIZES, SIZES),
    st.builds(
        "Bidirectional({}({}), merge_mode={!r})".format,
        st.sampled_from(["LSTM", "GRU"]),
        SIZES,
        st.sampled_from(["concat", "sum"]),
    ),
    st.builds("Bidirectional(LSTM({0}), backward_layer=GRU({0}, go_backwards=True))".format, SIZES),
    st.builds("TimeDistributed({}({}))".format, st.sampled_from(["LSTM", "Dense"]), SIZES),
    st.builds("RNN([LSTMCell({}), GRUCell({})])".format, SIZES, SIZES),
    st.builds("RNN([LSTMCell({0}), LSTMCell({0})])".format, SIZES),
    st.builds(
        "torch.nn.LSTM({}, {}, num_layers={}, bidirectional={})".format, SIZES, SIZES, st.integers(1, 8), st.booleans()
    ),
    st.builds("Conv1D({}, {})".format, SIZES, st.integers(1, 12)),
    st.builds("torch.nn.Conv2d({}, {}, {})".format, SIZES, SIZES, st.integers(1, 12)),
    st.builds("torch.nn.Conv1d({0}, {0}, {1})".format, SIZES, st.integers(1, 12)),
    st.builds("ConvLSTM2D({}, ({}, {}))".format, SIZES, st.integers(1, 5), st.integers(1, 5)),
    st.builds("MultiHeadAttention({}, {})".format, st.integers(1, 20), SIZES),
    st.builds("BatchNormalization(center={}, axis={})".format, st.booleans(), st.sampled_from([-1, 1])),
)


@settings(max_examples=300, deadline=None)
@given(CALLS, SIZES)
def test_a_layer_is_as_likely_as_in_the_package(ask, call, width):
    layer = read_layer(call)
    read = {} if call.startswith(("Embedding", "torch")) else {"channels" if "Conv" in call else "features": width}
    assert ask(do="likelihood", layer=written_layer(layer), sizes=read) == pytest.approx(log_likelihood(layer, read))


@pytest.mark.parametrize("family", [*recurrent_layers(), FAMILIES["Dense"]], ids=lambda family: family.name)
def test_a_number_has_its_layers_in_the_order_of_the_package(ask, family):
    chance = random.Random(family.name)
    for _ in range(10):
        sizes = {name: chance.choice((1, 10, 32, 64, 100, 128, 256, 300)) for name in family.sizes}
        number = count(family.name, **sizes)
        ranked = ask(do="readings", asked={"count": number}, most=10**6)["readings"]
        calls = [
            (read_layer(one["layer"]), one["sizes"]["features"])
            for one in ranked
            if one["layer"].startswith(f"{family.name}(")
        ]
        theirs = [log_likelihood(layer, {"features": width}) for layer, width in calls]
        mine = [
            log_likelihood(
                Layer(family, {"units": tally.size("units")} | tally.options), {"features": tally.size("features")}
            )
            for tally in solve(family.name, count=number).tallies
        ]
        assert theirs == pytest.approx(mine)
        assert len(theirs) > 2


@pytest.mark.parametrize(
    ("kind", "shape", "number"),
    [
        ("Bidirectional", (None, 128), 66_048),
        ("Bidirectional", (None, 5, 256), 197_632),
        ("LSTM", (None, 64), 18_176),
        ("GRU", (None, 5, 64), 12_864),
        ("RNN", (None, 64), 33_024),
        ("ConvLSTM2D", (None, 15, 40, 40, 16), 3_712),
    ],
)
def test_a_row_has_its_readings_in_the_order_of_the_package(ask, kind, shape, number):
    (row,) = explain(f"one ({kind})  {shape}  {number}").rows
    mine = [(str(reading.written), reading.features or reading.channels) for reading in row.readings]
    asked = {"count": number, "type": kind, "output": list(shape)}
    theirs = [(one["layer"], next(iter(one["sizes"].values()))) for one in ask(do="readings", asked=asked)["readings"]]
    assert [pair for pair in theirs if pair in mine] == [pair for pair in mine if pair in theirs]
    assert theirs[0] == mine[0]
    assert len(mine) > 1


def test_a_row_that_is_almost_certain_is_said_to_be_so(ask):
    certain, near = (
        ask(do="readings", asked={"count": number, "type": "LSTM", "output": [None, 64]})["likeliest"]["key"]
        for number in (count("LSTM", units=64, features=64), count("LSTM", units=64, features=6))
    )
    assert (certain, near) == ("live_almost", "live_likely")
    assert ask(do="readings", asked={"count": 131_584})["likeliest"]["key"] == "live_likely"  # nothing says the class


def test_shapes_have_the_usual_class_first(ask):
    shapes = [[64, 128], [128]]
    assert ask(do="shapes", shapes=shapes)[0]["layer"] == "Dense(128)"
