import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnformula import InputError, count, solve
from rnnformula.counting.expressions import evaluate
from rnnformula.counting.solving import count_for, width_for
from rnnformula.facts import Array
from rnnformula.reading.layers import read_layer
from tests.conftest import examples


def found(layer, **known):
    return [(tally.sizes, tally.options) for tally in solve(layer, **known).tallies]


def test_the_inverse_of_a_count_lists_all_features_and_options():
    assert found("GRU", count=12864, units=64) == [
        ({"units": 64, "features": 1}, {"use_bias": True, "reset_after": True}),
        ({"units": 64, "features": 2}, {"use_bias": True, "reset_after": False}),
        ({"units": 64, "features": 3}, {"use_bias": False, "reset_after": True}),
    ]


def test_with_two_sizes_unknown_every_pair_is_found():
    pairs = {(sizes["features"], sizes["units"]) for sizes, options in found("SimpleRNN", count=120, use_bias=True)}
    tried = {(f, u) for u in range(1, 121) for f in range(1, 121) if u * (f + u + 1) == 120}
    assert pairs == tried


def test_a_window_is_searched_with_what_it_reads():
    assert ({"filters": 4, "kernel_size": (3, 3), "channels": 3}, {"use_bias": True}) in found(
        "ConvLSTM2D", count=1024, filters=4
    )


def test_layers_inside_are_solved_by_what_they_read():
    (one, other) = solve("Bidirectional(LSTM(64))", count=98816).tallies
    assert one.layer == "Bidirectional(LSTM(64))"
    assert other.layer == "Bidirectional(LSTM(64, use_bias=False))"
    assert (one.sizes, other.sizes) == ({"features": 128}, {"features": 129})


def test_an_option_that_is_given_stays():
    assert found("LSTM(64, use_bias=False)", count=18176) == [({"units": 64, "features": 7}, {"use_bias": False})]


def test_modules_of_several_layers_are_tried():
    (sizes, options), *_ = found("torch.nn.LSTM", count=3768320, units=512, num_layers=2, bidirectional=False)
    assert (sizes["features"], options["num_layers"]) == (300, 2)


def test_where_nothing_fits_the_list_is_empty():
    assert found("LSTM", count=7, units=64) == []
    assert found("Dropout", count=1) == []


@pytest.mark.parametrize(("layer", "arguments"), examples())
def test_every_known_layer_is_found_again(layer, arguments):
    inside = read_layer(layer).inside
    sizes = {"features", "channels"}
    known = {name: value for name, value in arguments.items() if name not in sizes or (inside and "MultiHead" in layer)}
    number = count(layer, **arguments)
    if not number or "input_shape" in arguments or "Sequential" in layer:
        return
    wanted = sorted((row.name, row.shape) for row in solve_one(layer, arguments).rows)
    tallies = solve(layer, count=number, **known).tallies
    assert wanted in [sorted((row.name, row.shape) for row in tally.rows) for tally in tallies]
    assert {tally.count for tally in tallies} == {number}


def solve_one(layer, arguments):
    from rnnformula import tally

    return tally(layer, **arguments)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(["SimpleRNN(7)", "GRU(3)", "Bidirectional(LSTM(5))", "RNN([GRUCell(2), LSTMCell(9)])", "Dense(4)"]),
    st.integers(1, 10**6),
)
def test_what_is_read_is_found_again_by_the_number(layer, width):
    record = read_layer(layer)
    number = count(layer, features=width)
    assert count_for(record, width) == number
    assert width_for(record, number) == width
    assert width_for(record, number + 1) in (0, width + 1)


@pytest.mark.parametrize(
    ("layer", "arguments", "message"),
    [
        ("LSTM", {"count": 0}, "count must be a positive integer, got 0"),
        ("LSTM", {"count": True}, "count must be a positive integer, got True"),
        ("LSTM", {"count": 10**5000}, r"count must be at most 1e\+100, got a number of thousands of digits"),
        ("LSTM(64)", {"count": 10**101}, r"count must be at most 1e\+100, got 1000"),
        ("LSTM", {"count": "12"}, "count must be a positive integer, got '12'"),
        ("LSTM", {"count": 10**13}, r"count must be at most 1,000,000,000,000 with units and features unknown"),
        ("LSTM", {"count": 12, "unit": 3}, "unknown argument 'unit'; did you mean 'units'"),
        ("LSTM", {"count": 12, "input_shape": (5, 3)}, "its input is given"),
        ("Conv1D", {"count": 10**12}, "too much is unknown; give one more of filters, kernel_size, channels"),
        ("MultiHeadAttention", {"count": 10**12}, "too much is unknown"),
    ],
)
def test_what_can_not_be_solved_is_refused_by_name(layer, arguments, message):
    with pytest.raises(InputError, match=message):
        solve(layer, **arguments)


@pytest.mark.parametrize("layer", ["MultiHeadAttention", "Conv1D", "ConvLSTM1D"])
def test_a_search_ends_after_a_bounded_number_of_sums_and_counts_no_array_alone(layer, monkeypatch):
    work = {"sums": 0, "arrays": 0}

    def evaluated(*words):
        work["sums"] += 1
        return evaluate(*words)

    def counted(*words):
        work["arrays"] += 1
        return counted_before(*words)

    counted_before = Array.count_for
    monkeypatch.setattr("rnnformula.counting.solving.evaluate", evaluated)
    monkeypatch.setattr(Array, "count_for", counted)
    with pytest.raises(InputError, match="too much is unknown"):
        solve(layer, count=100_000)
    assert 1000 < work["sums"] <= 20_000
    assert work["arrays"] < 100  # those of what was found by then


def test_a_size_that_enters_as_a_square_is_found_again():
    number = count("SimpleRNN", units=12345, features=7)
    assert found("SimpleRNN", count=number, features=7, use_bias=True) == [
        ({"units": 12345, "features": 7}, {"use_bias": True})
    ]
    assert found("SimpleRNN", count=number + 1, features=7, use_bias=True) == []
