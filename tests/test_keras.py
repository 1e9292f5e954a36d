import doctest
import os
from dataclasses import replace
from importlib import import_module

import pytest
from hypothesis import given, settings

from rnnformula import FAMILIES, InputError, count, model, tally
from rnnformula.counting.agreement import Mismatch
from rnnformula.counting.shapes import output_shape
from rnnformula.facts import Array, Family
from rnnformula.reading.layers import read_layer
from tests import configurations
from tests.conftest import examples, known_counts
from tests.lazily import building, keras, real

#: How many random examples: always the same some, and in `make test-all` many, and others each time.
NUMBERS = [
    pytest.param(settings(max_examples=100), id="some"),
    pytest.param(
        settings(max_examples=int(os.environ.get("RNNFORMULA_EXAMPLES", "800")), derandomize=False),
        id="many",
        marks=pytest.mark.long,
    ),
]


def without_memory():
    """Inside, Keras makes weights that have a shape and no numbers."""
    return keras.StatelessScope(initialize_variables=False)


def of_keras(layer):
    """Whether Keras has it; those of other frameworks have full names, and `make test-frameworks`."""
    return "." not in layer.split("(")[0]


KNOWN = [row for row in known_counts() if all(of_keras(layer) for layer, _ in row.values[0])]
EXAMPLES = [(layer, arguments) for layer, arguments in examples() if of_keras(layer)]


@pytest.mark.parametrize(("layers", "expected"), KNOWN)
def test_keras_counts_the_known_numbers(layers, expected):
    assert sum(real.build(name, **arguments).count_params() for name, arguments in layers) == expected


@pytest.mark.parametrize(("layer", "arguments"), EXAMPLES)
def test_a_real_layer_of_each_kind_is_read_and_checked(layer, arguments):
    built = real.build(layer, **arguments)
    assert real.check(built).count == tally(layer, **arguments).count == built.count_params()


@pytest.mark.parametrize("number", NUMBERS)
def test_formula_and_keras_agree_on_the_count_and_the_output_of_any_layer(number):
    @number
    @given(configurations.layers())
    def agree(drawn):
        layer, shape = drawn
        record = read_layer(layer)
        with without_memory():
            built = building.make_layer(record)
            built.build((None, *shape))
            counted = count(layer, input_shape=shape)
            assert counted == built.count_params() == real.check(built).count
        said = output_shape(record, (None, *shape))
        assert said == shapes_of(built.compute_output_shape((None, *shape)))

    agree()


def shapes_of(found):
    """One shape or several, as tuples; Keras puts the states of a cell into a list."""
    if not isinstance(found[0], (list, tuple)):
        return tuple(found)
    held = [shapes_of(one) for one in found]
    return tuple(shape for one in held for shape in (one if isinstance(one[0], tuple) else (one,)))


@pytest.mark.parametrize("number", NUMBERS)
def test_formula_and_keras_agree_on_layers_of_several_inputs(number):
    @number
    @given(configurations.attentions())
    def agree(drawn):
        layer, sizes = drawn
        with without_memory():
            built = real.build(layer, **sizes)
            assert count(layer, **sizes) == built.count_params() == real.check(built).count

    agree()


@pytest.mark.parametrize("number", NUMBERS)
def test_formula_and_keras_agree_on_models(number):
    @number
    @given(configurations.chains())
    def agree(layers):
        counted = model(layers)
        shape = counted.shape
        with without_memory():
            for row in counted.rows:
                built = building.make_layer(row.layer)
                built.build(shape)
                assert row.count == built.count_params()
                assert row.tally.trainable == sum(weight.shape.num_elements() for weight in built.trainable_weights)
                shape = shapes_of(built.compute_output_shape(shape))
                assert row.output == shape

    agree()


def test_a_layer_that_was_first_called_with_an_initial_state_is_checked_too():
    layer = keras.layers.SimpleRNN(4)
    layer(keras.ops.zeros((2, 5, 3)), initial_state=[keras.ops.zeros((2, 4))])
    assert real.check(layer).count == 32


def test_a_model_is_checked_layer_by_layer():
    model = keras.Sequential([keras.Input((50, 3)), keras.layers.SimpleRNN(2), keras.layers.Dense(1)])
    checked = real.check(model)
    assert [(layer.name.split("_")[0], layer.count) for layer in checked.layers] == [("simple", 12), ("dense", 3)]
    assert checked.count == 15
    assert set(checked.versions) == {"keras", "tensorflow"}


def test_layers_of_nested_models_and_layers_without_weights_are_read():
    inner = keras.Sequential([keras.Input((5, 3)), keras.layers.SimpleRNN(2), keras.layers.Dropout(0.5)])
    assert real.check(keras.Sequential([keras.Input((5, 3)), inner])).count == 12


def test_a_layer_used_twice_in_a_model_is_checked_once():
    inputs = keras.Input((5, 4))
    shared = keras.layers.GRU(4, return_sequences=True)
    assert real.check(keras.Model(inputs, shared(shared(inputs)))).count == shared.count_params()


def test_the_sizes_inside_a_layer_are_named_by_where_it_keeps_them():
    layer = real.build("Bidirectional(LSTM(4))", features=3)
    assert [array.name for array in real.check(layer).layers[0].built[::3]] == [
        "forward_layer.kernel",
        "backward_layer.kernel",
    ]
    record, shape, _ = real.read(layer)
    assert (str(record), shape) == ("Bidirectional(LSTM(4))", (None, None, 3))


def test_weights_are_counted_and_variables_are_not():
    layer = real.build("SimpleRNN", units=2, features=3)
    assert len(layer.variables) > len(layer.weights) == 3
    assert real.check(layer).count == 12


@pytest.mark.parametrize("layer", ["SimpleRNN", "LSTM", "GRU"])
def test_a_frozen_layer_and_a_stateful_one_count_the_same(layer):
    expected = count(layer, units=2, features=3)
    frozen = real.build(layer, units=2, features=3)
    frozen.trainable = False
    stateful = getattr(keras.layers, layer)(2, stateful=True)
    stateful.build((4, 5, 3))
    assert real.check(frozen).count == real.check(stateful).count == expected
    assert tally(f"{layer}(2, trainable=False)", features=3).trainable == 0


def test_a_layer_made_of_layers_does_not_freeze_them():
    for layer in ("Bidirectional(LSTM(4), trainable=False)", "RNN(LSTMCell(4), trainable=False)"):
        model_ = keras.Sequential([keras.Input((5, 3)), building.make_layer(read_layer(layer))])
        trained = sum(weight.shape.num_elements() for weight in model_.trainable_weights)
        assert tally(layer, features=3).trainable == trained > 0


def test_a_formula_that_differs_from_keras_shows_both_sides(monkeypatch):
    family = FAMILIES["SimpleRNN"]
    arrays = (family.arrays[0], Array("recurrent_kernel", "u u+1"), Array("bias", "u", when="use_bias"))
    wrong = Family("SimpleRNN", arrays, "nowhere", family.arguments, family.input, family.output, family.options)
    monkeypatch.setitem(FAMILIES, "SimpleRNN", wrong)
    layer = keras.layers.SimpleRNN(10)
    layer.build((None, 3, 1))
    with pytest.raises(Mismatch) as error:
        real.check(layer)
    assert "recurrent_kernel (10, 11) 110" in str(error.value)
    assert "recurrent_kernel (10, 10) 100" in str(error.value)


def test_what_can_not_be_checked_is_refused_by_name():
    class Scaled(keras.layers.Layer):
        def build(self, shape):
            self.scale = self.add_weight(shape=(shape[-1],), name="scale")

    scaled = Scaled(name="my_scale")
    with pytest.raises(InputError, match="my_scale \\(Scaled\\): the layer is not built"):
        real.check(scaled)
    scaled.build((None, 5, 5, 3))
    with pytest.raises(InputError, match="my_scale \\(Scaled\\): it has weights, but no family describes it"):
        real.check(scaled)
    assert real.check(scaled, only_known=True).layers == ()
    with pytest.raises(InputError, match="expected a Keras layer or model, got int"):
        real.check(3)


def test_a_class_derived_from_a_known_one_is_not_taken_for_it():
    class SimpleRNN(keras.layers.SimpleRNN):
        pass

    for layer in (SimpleRNN(2), keras.layers.TimeDistributed(SimpleRNN(2))):
        layer.build((None, 5, 7, 3) if isinstance(layer, keras.layers.TimeDistributed) else (None, 5, 3))
        with pytest.raises(InputError, match="no family describes it"):
            real.check(layer)


def test_a_class_that_keras_does_not_have_is_known_where_it_is_registered_as_the_one_of_a_family(monkeypatch):
    class Elman(keras.layers.SimpleRNN):
        pass

    monkeypatch.setitem(FAMILIES, "Elman", replace(FAMILIES["SimpleRNN"], name="Elman", snippet="elman.py"))
    layer = Elman(4)
    layer.build((None, 5, 3))
    with pytest.raises(InputError, match="no family describes it"):
        real.check(layer)
    with pytest.raises(InputError, match="Elman: Keras has no such layer"):
        real.build("Elman", units=4, features=3)
    with keras.saving.custom_object_scope({"rnnformula>Elman": Elman, "Elman": Elman}):
        assert real.check(layer).count == real.check(real.build("Elman", units=4, features=3)).count == 32
        assert real.check(real.build("Bidirectional(Elman(4))", features=3)).count == 64


def test_a_cell_of_the_readers_own_is_not_guessed():
    class Cell(keras.layers.Layer):
        state_size = output_size = 2

        def build(self, shape):
            self.kernel = self.add_weight(shape=(shape[-1], 2), name="kernel")

        def call(self, inputs, states):
            return inputs @ self.kernel, states

    layer = keras.layers.RNN(Cell())
    layer.build((None, 5, 3))
    with pytest.raises(InputError, match="no family describes it"):
        real.check(layer)
    assert real.check(layer, only_known=True).layers == ()


@pytest.mark.parametrize("module", ["as_records", "building", "checking", "toggling"])
def test_the_docstrings_of_what_compares_with_keras_are_true(module):
    failed, tried = doctest.testmod(import_module(f"rnnformula.keras.{module}"))
    assert tried > 0
    assert failed == 0
