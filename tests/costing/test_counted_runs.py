"""The polynomials of a cost against a run that counts each scalar operation, on random sizes."""

from collections import Counter

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnformula.costing.counted_runs import run_layer
from rnnformula.costing.evaluations import evaluations
from rnnformula.costing.layer_costs import costs_of
from rnnformula.costing.operation_counts import OPERATION_KINDS
from rnnformula.counting.polynomial import polynomial_value
from rnnformula.facts.families import FAMILIES
from rnnformula.facts.torch_equations import TORCH_EQUATIONS
from rnnformula.reading.layers import read_layer

SMALL = st.integers(1, 3)
#: What is tried of each family: a call with sizes left open, and the axes that it reads.
RECURRENT = (
    "SimpleRNN({u}, {more})",
    "LSTM({u}, {more})",
    "GRU({u}, {more})",
    "GRU({u}, reset_after=False, {more})",
    "SimpleRNN({u}, activation='relu', {more})",
    "LSTM({u}, activation=None, recurrent_activation='hard_sigmoid', {more})",
    "RNN([LSTMCell({u}), GRUCell({f})], {sequences})",
    "RNN(StackedRNNCells([SimpleRNNCell({u}), LSTMCell({f})]), {sequences})",
    "Bidirectional(LSTM({u}, {more}))",
    "Bidirectional(GRU({u}, {more}), merge_mode='sum')",
    "Bidirectional(SimpleRNN({u}, {more}), merge_mode='mul')",
    "Bidirectional(LSTM({u}, {more}), merge_mode='ave')",
    "TimeDistributed(Dense({u}, activation='tanh'))",
    "torch.nn.LSTM({f}, {u}, num_layers=2, bidirectional=True, bias={bias})",
    "torch.nn.LSTM({f}, 3, proj_size=2)",
    "torch.nn.GRU({f}, {u}, num_layers=2)",
    "torch.nn.RNN({f}, {u}, nonlinearity='relu', bidirectional=True)",
    "Sequential([LSTM({u}, return_sequences=True), GRU({f}), Dense(2, activation='relu')])",
    "Sequential([LSTM({u}, return_sequences=True, trainable=False), SimpleRNN({f}), Dense(2)])",
    "Sequential([Bidirectional(GRU({u}, return_sequences=True)), LSTM({f}, return_sequences=True), Dense(2)])",
    "Sequential([SimpleRNN({u}), RepeatVector(2), LSTM({f}, return_sequences=True), TimeDistributed(Dense(2))])",
    "Sequential([Conv1D({u}, 1, activation='sigmoid'), Dropout(0.5), LSTM({f}), ReLU()])",
    "Sequential([SimpleRNN({u}, return_sequences=True), Flatten(), Dense(3, activation='softmax')])",
    "Sequential([LSTM({u}, return_sequences=True), Flatten(), Dense(7)])",
    "Sequential([GRU({u}, return_sequences=True), Dense(7), SimpleRNN({f})])",
)
ONE_STEP = (
    "SimpleRNNCell({u}, use_bias={bias})",
    "LSTMCell({u}, use_bias={bias})",
    "GRUCell({u}, use_bias={bias})",
    "GRUCell({u}, reset_after=False)",
    "StackedRNNCells([LSTMCell({u}), GRUCell({f})])",
    "torch.nn.LSTMCell({f}, {u}, bias={bias})",
    "torch.nn.GRUCell({f}, {u})",
    "torch.nn.RNNCell({f}, {u})",
    "torch.nn.Linear({f}, {u}, bias={bias})",
    "Dense({u}, use_bias={bias})",
    "Dense({u}, activation='softplus')",
    "Dense({u}, activation='exponential', trainable=False)",
    "Dense({u}, lora_rank=2)",
)
OVER_SPACE = (
    ("ConvLSTM1D({u}, 2, padding='same', {more})", 1),
    ("ConvLSTM1D({u}, 2, strides=2, {more})", 1),
    ("ConvLSTM2D({u}, (1, 2), {more})", 2),
    ("ConvLSTM3D({u}, 2, {more})", 3),
)
BESIDE = (
    ("Sequential([Embedding(9, {f}), LSTM({u})])", (4,)),
    ("Sequential([Embedding(9, {f}, trainable=False), LSTM({u}), Dense(2)])", (3,)),
    ("Sequential([LSTM({u}, return_sequences=True), Flatten(), Dense(2)])", (4, 2)),
    ("Sequential([GRU({u}, return_sequences=True), Conv1D(2, 2)])", (4, 2)),
    ("Conv1D({u}, 2, padding='causal', dilation_rate=2)", (5, 2)),
    ("Conv2D({u}, (2, 1), padding='same', strides=2, activation='relu')", (4, 3, 2)),
    ("Conv3D({u}, 2, use_bias={bias})", (3, 2, 2, 1)),
)


def derived(layer, shape, batch, reads_trained):
    """What the polynomials say: operations forward and backward, and how many numbers are kept."""
    forward, backward, kept = Counter(), Counter(), 0
    for cost in costs_of(evaluations(layer, shape, reads_trained=reads_trained)[0]):
        sizes = cost.sizes | {"batch": batch}
        for kind in OPERATION_KINDS:
            forward[kind] += polynomial_value(getattr(cost.forward, kind), sizes)
            backward[kind] += polynomial_value(getattr(cost.backward, kind), sizes)
        kept += polynomial_value(cost.kept, sizes)
    return forward, backward, kept


@st.composite
def asked(draw, written):
    """A call with sizes put in, features, steps, a batch, and whether the gradient of the input is asked for."""
    bias, sequences = draw(st.booleans()), draw(st.booleans())
    features = draw(SMALL)
    call = written.format(
        u=draw(SMALL),
        f=features,
        bias=bias,
        sequences=f"return_sequences={sequences}",
        more=f"use_bias={bias}, return_sequences={sequences}",
    )
    return call, features, draw(SMALL), draw(st.integers(1, 2)), draw(st.booleans())


def assert_same(call, shape, batch, reads_trained):
    layer = read_layer(call)
    forward, backward, kept = derived(layer, shape, batch, reads_trained)
    run = run_layer(layer, shape, batch, reads_trained=reads_trained).counted
    assert {kind: run.forward[kind] for kind in OPERATION_KINDS} == dict(forward), call
    assert {kind: run.backward[kind] for kind in OPERATION_KINDS} == dict(backward), call
    assert len(run.kept) == kept, call


@pytest.mark.parametrize("written", RECURRENT)
@settings(max_examples=12, deadline=None)
@given(data=st.data())
def test_layers_over_time_cost_what_a_run_counts(written, data):
    call, features, steps, batch, reads_trained = data.draw(asked(written))
    assert_same(call, (None, steps, features), batch, reads_trained)


@pytest.mark.parametrize("written", ONE_STEP)
@settings(max_examples=8, deadline=None)
@given(data=st.data())
def test_one_step_costs_what_a_run_counts(written, data):
    call, features, _, batch, reads_trained = data.draw(asked(written))
    assert_same(call, (None, features), batch, reads_trained)


@pytest.mark.parametrize(("written", "rank"), OVER_SPACE)
@settings(max_examples=4, deadline=None)
@given(data=st.data())
def test_layers_over_space_cost_what_a_run_counts(written, rank, data):
    call, channels, steps, batch, reads_trained = data.draw(asked(written))
    lengths = data.draw(st.tuples(*[st.integers(2, 4 - rank // 2)] * rank))
    assert_same(call, (None, min(steps, 2), *lengths, channels), batch, reads_trained)


@pytest.mark.parametrize(("written", "axes"), BESIDE)
@settings(max_examples=5, deadline=None)
@given(data=st.data())
def test_layers_beside_cost_what_a_run_counts(written, axes, data):
    call, _, _, batch, _ = data.draw(asked(written))
    assert_same(call, (None, *axes), batch, reads_trained=False)


def test_every_layer_that_has_equations_is_run():
    calls = " ".join([*RECURRENT, *ONE_STEP, *(call for call, _ in (*OVER_SPACE, *BESIDE))])
    named = [family.name for family in FAMILIES.values() if family.equations] + [*TORCH_EQUATIONS]
    assert [name for name in named if f"{name}(" not in calls] == []


@pytest.mark.parametrize(
    "call", ["SimpleRNN(2)", "LSTM(2, return_sequences=True)", "GRU(2)", "GRU(2, reset_after=False)"]
)
def test_the_gradients_of_a_run_are_those_of_small_changes(call):
    """That the backward pass is one: its gradients are differences of the output for a slightly changed input."""
    layer, shape, little = read_layer(call), (None, 3, 2), 1e-6
    run = run_layer(layer, shape)
    seeds = run.seeds
    for place, number in enumerate(run.inputs[0].numbers):
        sums = []
        for change in (little, -little):
            changed = run_layer(layer, shape, changed={place: change})
            sums.append(
                sum(seed * output.value for seed, output in zip(seeds, changed.outputs[0].numbers, strict=True))
            )
        assert (sums[0] - sums[1]) / (2 * little) == pytest.approx(number.gradient, abs=1e-5)
