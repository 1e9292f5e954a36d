"""Outputs of layers that read several inputs, compared with Keras'."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from rnnformula import FAMILIES, InputError
from rnnformula.counting.merging import output_of_several
from rnnformula.reading.layers import read_layer
from tests.lazily import building, keras

LENGTH = st.integers(1, 3)
OPEN = st.one_of(st.none(), LENGTH)
ELEMENTWISE = ["Add()", "Average()", "Maximum()", "Minimum()", "Multiply()"]


@given(
    st.sampled_from(ELEMENTWISE), st.lists(st.lists(OPEN, min_size=2, max_size=4).map(tuple), min_size=2, max_size=3)
)
def test_what_is_added_number_by_number_is_as_keras_has_it(call, shapes):
    layer = read_layer(call)
    try:
        expected = building.make_layer(layer).compute_output_shape(shapes)
    except ValueError:
        with pytest.raises(InputError, match="do not fit together"):
            output_of_several(layer, shapes)
        return
    assert output_of_several(layer, shapes) == tuple(expected)


@given(st.integers(-3, 2), st.lists(st.tuples(st.none(), LENGTH, OPEN), min_size=2, max_size=3))
def test_what_is_joined_is_as_keras_has_it(axis, shapes):
    layer = read_layer(f"Concatenate(axis={axis})")
    built = building.make_layer(layer)
    try:
        built.build(shapes)
    except ValueError:
        with pytest.raises(InputError, match="do not fit together"):
            output_of_several(layer, shapes)
        return
    assert output_of_several(layer, shapes) == tuple(built.compute_output_shape(shapes))


@pytest.mark.parametrize(
    ("call", "shapes"),
    [
        ("Dot(1)", [(None, 5), (None, 5)]),
        ("Dot(-1)", [(None, 5, 3), (None, 7, 3)]),
        ("Dot((1, 2))", [(None, 5, 3), (None, 7, 5)]),
        ("Attention()", [(None, 5, 3), (None, 7, 3)]),
        ("AdditiveAttention()", [(2, 5, 3), (2, 7, 3)]),
        ("HashedCrossing(4)", [(None, 1), (None, 1)]),
        ("HashedCrossing(4, output_mode='one_hot')", [(None, 1), (None, 1)]),
    ],
)
def test_each_other_merge_is_as_keras_has_it(call, shapes):
    layer = read_layer(call)
    assert output_of_several(layer, shapes) == tuple(building.make_layer(layer).compute_output_shape(shapes))


@pytest.mark.parametrize(
    "call", ["MultiHeadAttention(2, 3)", "MultiHeadAttention(2, 3, output_shape=7)", "GroupQueryAttention(3, 4, 2)"]
)
def test_attention_of_several_heads_is_as_keras_has_it(call):
    layer, (query, value) = read_layer(call), ((2, 5, 3), (2, 7, 3))
    built = building.make_layer(layer)
    assert (
        output_of_several(layer, [query, value])
        == built(keras.Input(batch_shape=query), keras.Input(batch_shape=value)).shape
    )


def test_every_layer_without_one_output_says_what_it_makes_of_several_inputs():
    assert {name for name, family in FAMILIES.items() if not family.output} == {
        name for name, family in FAMILIES.items() if family.several
    }


@pytest.mark.parametrize(
    ("call", "shapes", "message"),
    [
        ("Dense(4)", [(None, 3), (None, 3)], "it reads one input, got 2"),
        ("Add()", [(None, 3)], "it reads several inputs, got 1"),
        ("Concatenate(axis=5)", [(None, 3), (None, 3)], "axis 5 is none of the inputs'"),
        ("Dot(5)", [(None, 3), (None, 3)], "axis 5 is none of the input's"),
        ("Dot('a')", [(None, 3), (None, 3)], "expected two inputs and an axis of each"),
    ],
)
def test_what_does_not_go_together_is_refused(call, shapes, message):
    with pytest.raises(InputError, match=message):
        output_of_several(read_layer(call), shapes)
