"""Real Keras models: explained from the layers, and from what they print, which must agree."""

import os
from collections import Counter

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from rnnformula import InputError, explain
from rnnformula.reading.layers import read_layer
from tests import configurations
from tests.lazily import building, keras, layers

SOME = settings(max_examples=40, deadline=None, suppress_health_check=list(HealthCheck))
WIDTHS = st.sampled_from([60, 76, 98, 120])


def printed(model, width, **more):
    """What a model prints in a terminal of that width."""
    before = os.environ.get("COLUMNS")
    os.environ["COLUMNS"] = str(width + 4)
    lines = []
    try:
        model.summary(line_length=width, print_fn=lambda line, **_: lines.append(line), **more)
    finally:
        os.environ.pop("COLUMNS")
        if before is not None:
            os.environ["COLUMNS"] = before
    return "\n".join(lines)


def arrays(reading):
    return [(row.array.name, row.shape) for row in reading.tally.rows]


def compare(model, width, **more):
    """The verdicts on what a model prints, each compared with the model itself."""
    real = {row.name: row for row in explain(model).rows}
    verdicts = Counter()
    for row in explain(printed(model, width, **more)).rows:
        found = [one for name, one in real.items() if name.startswith(row.name.rstrip("…")) and one.count == row.count]
        if row.verdict == "unreadable" or not found:  # a cut number; or an operation, which is no layer
            verdicts["unreadable" if row.verdict == "unreadable" else "operation"] += 1
            assert row.verdict == "unreadable" or not row.count
            continue
        verdicts[row.verdict] += 1
        true = [arrays(one.readings[0]) for one in found if one.readings]
        if row.verdict in ("explained", "ambiguous") and true:
            assert any(arrays(reading) in true for reading in row.readings), (row, true)
        assert row.verdict != "unknown", row
    return verdicts


@SOME
@given(configurations.chains(), WIDTHS)
def test_what_a_chain_of_layers_prints_is_explained_as_the_chain_is(chain, width):
    made = []
    for one in map(read_layer, chain):
        given = one.arguments
        if one.family.name == "Input":
            made.append(keras.Input(given["shape"], batch_size=given.get("batch_size")))
        else:
            made.append(building.make_layer(one))
    model = keras.Sequential(made)
    explained = explain(model)
    assert {row.verdict for row in explained.rows} <= {"explained", "no-parameters"}
    assert {total.verdict for total in explained.totals} == {"agrees"}
    assert sum(row.count for row in explained.rows) == model.count_params()
    assert all(reading.count == row.count for row in explained.rows for reading in row.readings)
    compare(model, width)


@SOME
@given(configurations.layers())
def test_any_real_layer_is_explained_exactly(drawn):
    layer, shape = drawn
    built = building.make_layer(read_layer(layer))
    with keras.StatelessScope(initialize_variables=False):
        built.build((None, *shape))
    (row,) = explain(built).rows
    assert row.count == built.count_params()
    if row.count:
        (reading,) = row.readings
        assert (row.verdict, reading.count) == ("explained", row.count)
    else:
        assert row.verdict == "no-parameters"


def siamese():
    """A model with a model inside that is called twice, moving means and several inputs."""
    inner = keras.Sequential(
        [keras.Input((None,)), layers.Embedding(500, 16), layers.Bidirectional(layers.GRU(6))], name="encoder"
    )
    one, other = keras.Input((None,), name="one"), keras.Input((None,), name="other")
    joined = layers.Concatenate()([inner(one), inner(other)])
    return keras.Model([one, other], layers.Dense(1)(layers.BatchNormalization()(joined)))


@pytest.mark.parametrize("width", [76, 120])
@pytest.mark.parametrize("nested", [False, True])
def test_models_inside_models_are_explained_and_counted_once(width, nested):
    model = siamese()
    explained = explain(model)
    assert [row.depth for row in explained.rows].count(1) == 2
    assert {row.verdict for row in explained.rows} == {"explained", "no-parameters"}
    assert {total.verdict for total in explained.totals} == {"agrees"}
    assert "note_shared" in [note.key for note in explained.remarks]
    said = explain(printed(model, width, expand_nested=nested))
    assert {total.name: total.printed for total in said.totals} == {
        total.name: total.printed for total in explained.totals
    }
    verdicts = {row.name: row.verdict for row in said.rows}
    assert verdicts["encoder"] == ("explained" if nested else "unknown")  # its rows are not shown


@pytest.mark.parametrize("optimizer", ["sgd", "rmsprop", "adagrad", "lion", "adam", "adamw", "adamax", "adadelta"])
def test_the_variables_of_a_built_optimizer_are_told(optimizer):
    model = siamese()
    model.compile(optimizer)
    model.optimizer.build(model.trainable_variables)
    for explained in (explain(model), explain(printed(model, 98))):
        found = {total.name: total for total in explained.totals}
        assert {total.verdict for total in found.values()} == {"agrees"}
        assert found["optimizer"].remarks[0].key.startswith("note_optimizer")
        assert type(model.optimizer).__name__ in found["optimizer"].remarks[0].values["names"].split(", ")
        assert found["total"].printed == model.count_params() + found["optimizer"].printed


def test_a_frozen_layer_is_named():
    model = keras.Sequential([keras.Input((None,)), layers.Embedding(50, 4), layers.LSTM(3), layers.Dense(1)])
    model.layers[0].trainable = False
    for explained in (explain(model), explain(printed(model, 98)), explain(printed(model, 98, show_trainable=True))):
        found = {total.name: total for total in explained.totals}
        assert (found["non_trainable"].printed, found["non_trainable"].verdict) == (200, "agrees")
        assert {note.key for note in found["non_trainable"].remarks} & {"note_frozen", "note_marked"}


@pytest.mark.parametrize("frozen", ["inside", "around"])
def test_what_is_frozen_inside_a_wrapper_is_told_by_its_weights(frozen):
    inner = layers.GRU(2, trainable=frozen != "inside")
    model = keras.Sequential([keras.Input((5, 3)), layers.Bidirectional(inner, trainable=frozen != "around")])
    found = {total.name: total for total in explain(model).totals}
    weights = sum(weight.shape.num_elements() for weight in model.non_trainable_weights)
    assert (found["non_trainable"].expected, found["non_trainable"].verdict) == (weights, "agrees")
    assert found["trainable"].verdict == "agrees"


def test_moving_means_of_a_model_inside_are_counted():
    inner = keras.Sequential([keras.Input((4,)), layers.Dense(3), layers.BatchNormalization()])
    model = keras.Sequential([keras.Input((4,)), inner, layers.Dense(1)])
    found = {total.name: total for total in explain(model).totals}
    assert (found["non_trainable"].expected, found["non_trainable"].verdict) == (6, "agrees")
    assert [remark.key for remark in found["non_trainable"].remarks] == ["note_moving"]


def test_what_is_not_built_has_no_parameters_yet():
    for what in (keras.Sequential([layers.LSTM(4)]), layers.LSTM(4)):
        (row,) = explain(what).rows
        assert (row.count, row.verdict, row.remarks[0].key) == (None, "no-parameters", "note_unbuilt")


def test_a_class_of_the_readers_own_is_unknown_whatever_its_name():
    class LSTM(layers.Layer):
        def build(self, shape):
            self.kernel = self.add_weight(shape=(shape[-1], 16))

        def call(self, inputs):
            return inputs @ self.kernel

    model = keras.Sequential([keras.Input((5, 3)), LSTM()])
    (row,) = explain(model).rows
    assert (row.count, row.verdict, row.readings) == (48, "unknown", ())


def test_directions_of_unequal_units_are_warned_of():
    both = layers.Bidirectional(layers.LSTM(4), backward_layer=layers.LSTM(6, go_backwards=True))
    model = keras.Sequential([keras.Input((5, 3)), both])
    explained = explain(model)
    assert explained.rows[0].readings[0].units == (4, 6)
    assert "warn_unequal" in [note.key for note in explained.remarks]


def test_a_thing_that_only_looks_like_a_layer_is_refused():
    class Model:
        def count_params(self):
            return 3

    with pytest.raises(InputError, match="expected a Keras model or layer, got one of tests"):
        explain(Model())
