import numpy as np
import pytest

import rnnformula
from rnnformula import FAMILIES, InputError, count, tally
from tests.conftest import known_counts


@pytest.mark.parametrize(("layers", "expected"), known_counts())
def test_known_numbers_are_counted(layers, expected):
    assert sum(count(name, **arguments) for name, arguments in layers) == expected


def test_the_arrays_of_a_tally_add_up():
    counted = tally("SimpleRNN", units=10, features=1)
    assert [(row.array.name, row.shape, row.count) for row in counted.rows] == [
        ("kernel", (1, 10), 10),
        ("recurrent_kernel", (10, 10), 100),
        ("bias", (10,), 10),
    ]
    assert counted.count == rnnformula.count("SimpleRNN", units=10, features=1) == 120


def test_without_a_bias_its_array_is_gone():
    counted = tally("SimpleRNN", units=4, features=3, use_bias=False)
    assert [array.name for array in counted.arrays] == ["kernel", "recurrent_kernel"]
    assert counted.count == 28


def test_numpy_integers_are_integers():
    assert count("SimpleRNN", units=np.int64(10), features=np.int32(1)) == 120


@pytest.mark.parametrize("name", sorted(FAMILIES))
@pytest.mark.parametrize("value", [0, -1, True, False, 1.0, 2.5, "3", None, np.float32(3), [3, "3"]])
def test_a_size_that_is_no_positive_integer_is_refused(name, value):
    family = FAMILIES[name]
    needed = [size for size in family.sizes if size not in dict(family.defaults)]
    for size in needed:
        sizes = dict.fromkeys(needed, 3) | {size: value}
        with pytest.raises(InputError) as error:
            count(name, **sizes)
        assert str(error.value) == f"{name}: {size} must be a positive integer, got {value!r}"


@pytest.mark.parametrize(
    ("layer", "arguments", "message"),
    [
        ("SimpleRNN", {"units": 3}, "SimpleRNN: features is missing; give a positive integer, such as features=3"),
        ("SimpleRNN", {"units": 3, "features": 1, "use_bias": 1}, "SimpleRNN: use_bias must be True or False, got 1"),
        (
            "SimpleRNN",
            {"unit": 3, "features": 1},
            "SimpleRNN: unknown argument 'unit'; did you mean 'units'? (known: units, features, use_bias)",
        ),
        (
            "SimpleRNN",
            {"hidden_size": 3, "features": 1},
            "SimpleRNN: unknown argument 'hidden_size'; did you mean 'units'? (known: units, features, use_bias)",
        ),
        (
            "Dense",
            {"units": 3, "input_dim": 1},
            "Dense: unknown argument 'input_dim'; did you mean 'features'? (known: units, features, use_bias)",
        ),
        ("simple_rn", {}, "unknown layer 'simple_rn'; did you mean 'SimpleRNN'? rnnformula count --help lists "),
        ("Dens", {}, "unknown layer 'Dens'; did you mean 'Dense'? rnnformula count --help lists "),
    ],
)
def test_bad_input_gets_one_clear_error_that_names_the_nearest(layer, arguments, message):
    with pytest.raises(InputError) as error:
        count(layer, **arguments)
    assert str(error.value).startswith(message)


@pytest.mark.parametrize("given", [[], {}, None, 3, np.array([1]), b"LSTM"])
def test_what_is_no_text_is_no_layer(given):
    with pytest.raises(InputError, match="expected a layer such as LSTM or LSTM\\(64\\), got"):
        count(given)


@pytest.mark.parametrize(
    ("layer", "expected"),
    [
        ("CuDNNLSTM(4)", 144),
        ("tf.keras.layers.CuDNNGRU(4)", 108),
        ("tf.compat.v1.keras.layers.LSTM(4)", 128),
        ("tf.compat.v1.keras.layers.GRU(4)", 96),
        ("tf.compat.v1.keras.layers.GRU(4, reset_after=True)", 108),
        ("flax.linen.GRUCell(features=4)", 100),
        ("LSTM(4, implementation=1)", 128),
    ],
)
def test_names_and_arguments_of_older_code_are_known(layer, expected):
    assert count(layer, features=3) == expected


def test_a_layer_inside_may_be_given_by_its_argument():
    assert count("Bidirectional", layer="GRU(4)", features=3) == 216


@pytest.mark.parametrize(
    ("layer", "arguments", "message"),
    [
        ("RNN", {"features": 3}, "RNN: cell is missing; give a layer, such as LSTMCell(64)"),
        ("Bidirectional()", {"features": 3}, "Bidirectional: layer is missing; give a layer, such as LSTM(64)"),
        ("LSTM(3)", {"features": 3, "return_sequence": True}, "did you mean 'return_sequences'?"),
        ("LSTM", {"units": 10**4000, "features": 3}, "LSTM: units must be at most 1e+100, got 1000"),
        ("LSTM", {"units": 3, "features": [4, 3]}, "LSTM: features must be a positive integer, got [4, 3]"),
        ("RNN(3)", {"features": 3}, "RNN: cell must be a layer such as LSTMCell(64), got '3'"),
        ("Bidirectional(LSTM(4))", {"layer": "GRU(4)", "features": 3}, "layer is given twice: LSTM(4) and 'GRU(4)'"),
    ],
)
def test_an_error_names_what_is_wrong_and_stays_short(layer, arguments, message):
    with pytest.raises(InputError) as error:
        count(layer, **arguments)
    assert message in str(error.value)
    assert len(str(error.value)) < 200
