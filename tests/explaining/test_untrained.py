"""What real models say of parameters that are not trained: frozen ones are told from moving means, or neither is."""

import pytest

from rnnformula import explain
from tests.explaining.test_cut_tables import printed
from tests.lazily import keras, layers

FROZEN = ("note_frozen", "note_frozen_first", "note_frozen_unknown")


def told(model, **more):
    """The remarks on the line of parameters that are not trained, their values by key."""
    totals = {total.name: total for total in explain(printed(model, 200, line_length=150, **more)).totals}
    return {remark.key: remark.values for remark in totals["non_trainable"].remarks}


@pytest.fixture(scope="module")
def mobile():
    """A part of a network for pictures, as people put it before a recurrent layer."""
    whole = keras.applications.MobileNetV2(alpha=0.35, weights=None, input_shape=(96, 96, 3), include_top=False)
    return keras.Model(whole.input, whole.get_layer("block_13_expand_relu").output, name="mobile")


def in_frames(part):
    """A model that runs another one at each time step."""
    read = keras.Input((5, 96, 96, 3))
    pooled = layers.TimeDistributed(layers.GlobalAveragePooling2D())(layers.TimeDistributed(part, name="frames")(read))
    return keras.Model(read, layers.Dense(1)(layers.LSTM(16)(pooled)))


def test_moving_means_of_a_model_inside_a_wrapper_are_not_called_frozen(mobile):
    mobile.trainable = True
    remarks = told(in_frames(mobile))
    assert not remarks.keys() & {*FROZEN}
    assert remarks["note_kept_or_frozen"]["rows"].text == "frames"
    mobile.trainable = False
    assert told(in_frames(mobile))["note_frozen"]["row"].text == "frames"


def test_a_row_that_a_number_fits_by_chance_is_not_called_frozen():
    encoder = keras.Sequential([keras.Input((30, 300)), layers.BatchNormalization(), layers.LSTM(300)], name="encoder")
    read = keras.Input((30, 300))
    model = keras.Model(read, encoder(layers.BatchNormalization(name="bn")(read)))
    remarks = told(model)
    assert not remarks.keys() & {*FROZEN}
    assert (remarks["note_moving"]["count"], remarks["note_frozen_perhaps"]["count"]) == (600, 600)
    opened = told(model, expand_nested=True)
    assert opened["note_moving"]["count"] == 1200
    assert not opened.keys() & {*FROZEN, "note_frozen_perhaps"}


@pytest.mark.parametrize("part", ["embedding", "dense", "none"])
def test_frozen_rows_are_named_where_no_other_can_hold_the_number(part):
    model = keras.Sequential(
        [
            keras.Input((30,)),
            layers.Embedding(1000, 30, name="embedding"),
            layers.LSTM(4),
            layers.Dense(7, name="dense"),
        ]
    )
    for layer in model.layers:
        layer.trainable = layer.name != part
    remarks = told(model)
    assert [values["row"].text for key, values in remarks.items() if key in FROZEN] == (
        [] if part == "none" else [part]
    )
