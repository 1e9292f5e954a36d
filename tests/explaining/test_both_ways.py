"""What `count` can count, `explain` can read, and the other way round."""

import re

import pytest
from hypothesis import assume, given, reject, settings

from rnnformula import InputError, count, explain, model
from rnnformula.counting.tally import tally_of
from rnnformula.explaining.readings import readings
from rnnformula.reading.layers import read_layer
from tests import configurations
from tests.explaining.tables import table

#: What a printed row does not always tell: cells that differ, or two with other options; the rank of LoRA.
UNTOLD = re.compile(r"lora_rank|Cell.*Cell")
#: Classes that are tried; of others the sizes are not all in the call.
TRIED = re.compile(r"(SimpleRNN|LSTM|GRU|Bidirectional|RNN|TimeDistributed|ConvLSTM|Conv1D|Dense|Embedding)\b")


def arrays(tally):
    return sorted(row.shape for row in tally.rows)


def tried(drawn):
    """A layer that is counted and tried here, with its row; others are drawn anew."""
    call, axes = drawn
    try:
        (row,) = model([call], input_shape=axes).rows
    except InputError:
        reject()
    assume(row.count and TRIED.match(call))
    return call, axes, row


@settings(max_examples=200, deadline=None)
@given(configurations.layers())
def test_every_layer_that_is_counted_is_explained(drawn):
    call, axes, row = tried(drawn)
    shapes = row.outputs[0] if len(row.outputs) == 1 else list(row.outputs)
    kind = read_layer(call).family.name
    _, explained = explain(table(("in (InputLayer)", (None, *axes), 0), (f"one ({kind})", shapes, row.count))).rows
    found = [arrays(reading.tally) for reading in explained.readings]
    if not UNTOLD.search(call):
        assert arrays(row.tally) in found or one_unit(call), (call, axes, shapes, row.count)
    assert explained.verdict != "explained" or arrays(row.tally) in found or UNTOLD.search(call) or one_unit(call)


def one_unit(call):
    """Whether two directions of one unit have the number of another layer, which is found first."""
    return "backward_layer" in call


@settings(max_examples=200, deadline=None)
@given(configurations.layers())
def test_every_layer_that_is_explained_is_counted(drawn):
    call, _, row = tried(drawn)
    kind = read_layer(call).family.name
    (explained,) = explain(table((f"one ({kind})", row.outputs[0], row.count))).rows
    for reading in explained.readings:
        written = reading.written.written("merge_mode")
        read = {name: getattr(reading, name) for name in ("features", "channels") if getattr(reading, name)}
        layer = read_layer(written)
        if layer.family.inside or "Norm" in written:
            shape = reading.tally
            assert shape.count == row.count
        else:
            named = {name: value for name, value in read.items() if name in layer.family.read}
            groups = layer.arguments.get("groups", 1)
            named = {name: value * groups for name, value in named.items()}
            assert count(written, **named) == row.count, written


def test_a_layer_is_read_again_as_it_is_written():
    (row,) = explain("b (Bidirectional)  (None, 128)  66048").rows
    for reading in row.readings:
        written = reading.written.written("merge_mode")
        assert count(written, features=reading.features) == row.count
    assert tally_of(row.readings[0].written, (None, None, 64)).count == row.count


@pytest.mark.parametrize(
    ("stack", "width"),
    [
        ("LSTMCell(50), GRUCell(32), SimpleRNNCell(4)", 40),
        ("LSTMCell(32), LSTMCell(4), SimpleRNNCell(32)", 40),
        ("GRUCell(64), GRUCell(32), GRUCell(16)", 12),
    ],
)
def test_a_stack_of_three_cells_that_differ_is_found_where_its_input_is_known(stack, width):
    number = count(f"RNN([{stack}])", features=width)
    last = int(stack.rpartition("(")[2].rstrip(")"))
    known = readings("RNN", ((None, last),), number, ((None, 5, width),))
    assert f"RNN([{stack}])" in [reading.written.written() for reading in known]
    assert {reading.count for reading in known} == {number}


def test_a_stack_of_three_cells_is_not_looked_for_where_one_layer_fits():
    number = count("RNN(LSTMCell(32))", features=8)
    known = readings("RNN", ((None, 32),), number, ((None, 5, 8),))
    assert known[0].written.written() == "RNN(LSTMCell(32))"
    assert all(len(set(map(str, reading.written.inside))) < 3 for reading in known)


def both_ways(features, units, number):
    """The row of a layer of two directions behind an input of so many features."""
    text = table(("in (InputLayer)", (None, 5, features), 0), ("b (Bidirectional)", (None, units), number))
    row = explain(text).rows[1]
    return row.verdict, [reading.written.written() for reading in row.readings]


def test_two_directions_that_differ_are_found_beside_one_layer_of_rare_options():
    two = "Bidirectional(LSTM(6), backward_layer=GRU(8, go_backwards=True))"
    verdict, found = both_ways(2, 14, count(two, features=2))
    assert verdict == "ambiguous"
    assert {"Bidirectional(LSTM(7, use_bias=False))", two} <= {*found}


def test_two_directions_that_differ_are_not_looked_for_where_usual_options_fit():
    for layer, features in (("LSTM(64)", 100), ("GRU(32)", 20), ("SimpleRNN(7)", 2)):
        verdict, found = both_ways(
            features, 2 * read_layer(layer).arguments["units"], count(f"Bidirectional({layer})", features=features)
        )
        assert (verdict, found[0]) == ("explained", f"Bidirectional({layer})")
