"""What makes two layers differ: every size and option of every layer alone, classes, wrappers; the changes add up."""

from itertools import combinations

import pytest

from rnnformula import diff
from rnnformula.comparing.causes import causes, likeliest_pair
from rnnformula.comparing.leaf_counts import LeafCount
from rnnformula.counting.expressions import evaluate
from rnnformula.explaining.sentences import sentences
from rnnformula.language import LANGUAGES
from rnnformula.language.phrases import Equality
from rnnformula.reading.layers import Layer
from tests.comparing.every_change import base, changed_options, changed_sizes, families

BASES = [base(family) for family in families()]
CHANGES = [
    pytest.param(
        leaf, name, changed, id=f"{leaf.family.name} {name}={changed.sizes.get(name, changed.options.get(name))}"
    )
    for leaf in BASES
    for name, changed in (*changed_sizes(leaf), *changed_options(leaf))
]
#: Layers to be compared with each other, all on 8 features.
LAYERS = (
    *("LSTM(64)", "LSTM(32, use_bias=False)", "GRU(64)", "GRU(64, reset_after=False)", "SimpleRNN(64)", "Dense(64)"),
    *("Bidirectional(LSTM(64))", "Bidirectional(GRU(32))", "TimeDistributed(Dense(64))", "RNN(LSTMCell(64))"),
    *("RNN([LSTMCell(4), LSTMCell(5)])", "RNN([LSTMCell(4), LSTMCell(6)])", "SpectralNormalization(Dense(4))"),
    *("torch.nn.LSTM(8, 64)", "torch.nn.GRU(8, 32)", "flax.linen.GRUCell(64)", "LayerNormalization()"),
)


def counted(leaf):
    """A layer with its arrays, as a row may be one."""
    return Layer(leaf.family, {**leaf.sizes, **leaf.options}), leaf.tally


def named(leaf, name):
    """What a sentence calls a size or an option."""
    return {own: word for word, own in leaf.family.also_called}.get(name, name)


def test_every_layer_that_owns_arrays_is_tried_with_all_of_its_sizes_and_options():
    assert None not in BASES
    assert len(BASES) > 90
    for leaf in BASES:
        tried = {case.values[1] for case in CHANGES if case.values[0] is leaf}
        assert tried >= {*leaf.sizes, *leaf.options}


@pytest.mark.parametrize(("leaf", "name", "changed"), CHANGES)
def test_what_alone_was_changed_is_the_cause(leaf, name, changed):
    (cause, *more) = causes(counted(leaf), counted(changed))
    assert cause.reason.values["name"].text == named(leaf, name)
    assert sum(further.change for further in more) == 0
    assert cause.change == changed.count - leaf.count
    (back, *_) = causes(counted(changed), counted(leaf))
    assert back.change == -cause.change
    if isinstance(by := cause.reason.values.get("by"), Equality):
        sizes = (changed if cause.change > 0 else leaf).tally.rows[0].sizes
        assert {evaluate(side, sizes) for side in by.sides} == {abs(cause.change)}


@pytest.mark.parametrize("leaf", BASES, ids=lambda leaf: leaf.family.name)
def test_all_changes_at_once_add_up(leaf):
    changed = leaf
    for name, other in changed_sizes(leaf):
        changed = changed.with_size(name, other.sizes[name])
    for name, other in changed_options(leaf):
        changed = changed.with_option(name, other.options[name])
    listed = causes(counted(leaf), counted(changed))
    assert sum(cause.change for cause in listed) == changed.count - leaf.count
    assert {cause.reason.values["name"].text for cause in listed} == {
        named(leaf, name) for name in (*leaf.sizes, *leaf.options)
    }


@pytest.mark.parametrize(("first", "second"), [*combinations(LAYERS, 2)])
def test_two_layers_of_any_class_are_told_apart_and_the_changes_add_up(first, second):
    reads = {} if first.startswith("torch") and second.startswith("torch") else {"features": 8}
    (row,) = diff(first, second, **reads).rows
    assert row.verdict == "differs"
    assert row.causes
    assert sum(cause.change for cause in row.causes) == row.change == row.second.count - row.first.count
    for lang in LANGUAGES:
        for sentence in sentences((cause.reason for cause in row.causes), lang):
            assert "{" not in sentence


def said(first, second, **arguments):
    """What one row is said to differ in, in English."""
    (row,) = diff(first, second, **arguments).rows
    return list(sentences(cause.reason for cause in row.causes))


def test_an_option_is_named_with_its_formula():
    assert said("GRU(64)", "GRU(64, reset_after=False)", features=8) == [
        "reset_after=False instead of True: 3 × units = 3 × 64 = 192 fewer."
    ]
    assert said("torch.nn.LSTM(8, 64)", "torch.nn.LSTM(8, 64, bias=False)") == [
        "bias=False instead of True: 8 × units = 8 × 64 = 512 fewer."
    ]


def test_two_biases_of_pytorch_are_said_whichever_side_they_stand_on():
    for sides in (("LSTM(64)", "torch.nn.LSTM(8, 64)"), ("torch.nn.LSTM(8, 64)", "LSTM(64)")):
        (sentence,) = said(*sides)
        assert sentence.startswith("torch.nn.LSTM against LSTM: two biases where Keras has one. ")


def test_what_a_framework_has_otherwise_is_not_said_where_an_option_undoes_it():
    (sentence,) = said("GRU(64, reset_after=False)", "torch.nn.GRU(8, 64)")
    assert "as in Keras" not in sentence


def test_a_class_is_compared_at_equal_sizes_and_then_the_sizes():
    classes, units = said("LSTM(64)", "GRU(32)", features=8)
    assert classes.startswith("LSTM has 4 sets of weights, GRU has 3: ")
    assert classes.endswith("3 × 64 × (8 + 64 + 2) = 14,208.")
    assert units.startswith("units is 32 instead of 64: ")


def test_a_wrapper_is_said_alone():
    assert said("LSTM(64)", "Bidirectional(LSTM(64))", features=8) == ["Bidirectional holds LSTM 2 times."]
    assert said("Dense(4)", "TimeDistributed(Dense(4))", features=8) == [
        "TimeDistributed around Dense adds no parameters."
    ]


def test_channels_of_a_group_are_called_so():
    filters, channels = said("Conv1D(8, 3, groups=2)", "Conv1D(9, 3, groups=3)", channels=6)
    assert channels.startswith("channels / groups is 2 instead of 3: ")
    assert filters.startswith("filters is 9 instead of 8: ")


def test_of_what_ambiguous_rows_may_be_the_layers_that_differ_least_are_compared():
    reads_three = counted(LeafCount(*_lstm(3)))
    reads_four = counted(LeafCount(*_lstm(4, use_bias=False)))
    assert reads_three[1].count == reads_four[1].count
    other = counted(LeafCount(*_lstm(4)))
    first, second = likeliest_pair([reads_three, reads_four], [other])
    assert (first, second) == (reads_four, other)
    assert likeliest_pair([], [other]) is None


def _lstm(features, **options):
    (leaf,) = [leaf for leaf in BASES if leaf.family.name == "LSTM"]
    return leaf.family, {"units": 64, "features": features}, leaf.options | options
