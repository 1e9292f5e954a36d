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
        ("simple_rnn", {}, "unknown layer 'simple_rnn'; did you mean 'SimpleRNN'? (known: SimpleRNN, LSTM, GRU, "),
        ("Dens", {}, "unknown layer 'Dens'; did you mean 'Dense'? (known: SimpleRNN, LSTM, GRU, "),
    ],
)
def test_bad_input_gets_one_clear_error_that_names_the_nearest(layer, arguments, message):
    with pytest.raises(InputError) as error:
        count(layer, **arguments)
    assert str(error.value).startswith(message)
