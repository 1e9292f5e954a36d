import keras
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnformula import FAMILIES, InputError, count, tally
from rnnformula.check import Mismatch
from rnnformula.facts import Array, Equation, Family, Variant
from rnnformula.families import simple_rnn
from rnnformula.keras import build, check
from tests.conftest import known_counts


@pytest.mark.parametrize(("layers", "expected"), known_counts())
def test_keras_counts_the_known_numbers(layers, expected):
    assert sum(build(name, **arguments).count_params() for name, arguments in layers) == expected


@settings(max_examples=60, deadline=None)
@given(st.sampled_from(sorted(FAMILIES)), st.integers(1, 200), st.integers(1, 200), st.booleans())
def test_formula_and_sum_of_arrays_and_keras_agree(name, units, features, use_bias):
    arguments = {"units": units, "features": features, "use_bias": use_bias}
    layer = build(name, **arguments)
    rows = tally(name, **arguments).rows
    assert count(name, **arguments) == sum(row.count for row in rows) == layer.count_params()
    assert check(layer).count == layer.count_params()


def test_a_layer_that_was_first_called_with_an_initial_state_is_checked_too():
    layer = keras.layers.SimpleRNN(4)
    layer(keras.ops.zeros((2, 5, 3)), initial_state=[keras.ops.zeros((2, 4))])
    assert check(layer).count == 32


def test_a_model_is_checked_layer_by_layer():
    model = keras.Sequential([keras.Input((50, 3)), keras.layers.SimpleRNN(2), keras.layers.Dense(1)])
    checked = check(model)
    assert [(layer.name.split("_")[0], layer.count) for layer in checked.layers] == [("simple", 12), ("dense", 3)]
    assert checked.count == 15
    assert set(checked.versions) == {"keras", "tensorflow"}


def test_layers_of_nested_models_and_layers_without_weights_are_read():
    inner = keras.Sequential([keras.Input((5, 3)), keras.layers.SimpleRNN(2), keras.layers.Dropout(0.5)])
    assert check(keras.Sequential([keras.Input((5, 3)), inner])).count == 12


def test_weights_are_counted_and_variables_are_not():
    layer = build("SimpleRNN", units=2, features=3)
    assert len(layer.variables) > len(layer.weights) == 3
    assert check(layer).count == 12


def test_a_frozen_layer_and_a_stateful_one_count_the_same():
    frozen = build("SimpleRNN", units=2, features=3)
    frozen.trainable = False
    stateful = keras.layers.SimpleRNN(2, stateful=True)
    stateful.build((4, 5, 3))
    assert check(frozen).count == check(stateful).count == 12


def test_a_formula_that_differs_from_keras_shows_both_sides(monkeypatch):
    wrong = Variant(
        (simple_rnn.KERNEL, Array("recurrent_kernel", "u u+1"), simple_rnn.BIAS),
        (Equation("h", "tanh(x @ kernel + h @ recurrent_kernel + bias)"),),
        "nowhere",
        (("use_bias", True),),
    )
    monkeypatch.setitem(FAMILIES, "SimpleRNN", Family("SimpleRNN", (wrong,)))
    layer = keras.layers.SimpleRNN(10)
    layer.build((None, 3, 1))
    with pytest.raises(Mismatch) as error:
        check(layer)
    assert "recurrent_kernel (10, 11) 110" in str(error.value)
    assert "recurrent_kernel (10, 10) 100" in str(error.value)


def test_what_can_not_be_checked_is_refused_by_name():
    lstm = keras.layers.LSTM(4, name="my_lstm")
    with pytest.raises(InputError, match="my_lstm \\(LSTM\\): the layer is not built"):
        check(lstm)
    lstm.build((None, 5, 3))
    with pytest.raises(InputError, match="my_lstm \\(LSTM\\): it has weights, but no family describes it"):
        check(lstm)
    assert check(lstm, only_known=True).layers == ()
    with pytest.raises(InputError, match="expected a Keras layer or model, got int"):
        check(3)


def test_a_class_derived_from_a_known_one_is_not_taken_for_it():
    class SimpleRNN(keras.layers.SimpleRNN):
        pass

    layer = SimpleRNN(2)
    layer.build((None, 5, 3))
    with pytest.raises(InputError, match="no family describes it"):
        check(layer)
