"""Rows of layers of low rank and of few bits, as Keras prints their models."""

import random

import pytest

from rnnformula import explain
from rnnformula.language import LANGUAGES
from tests.lazily import keras


@pytest.fixture(autouse=True)
def names_begin_anew():
    """Keras numbers layers of a class by those made before."""
    yield
    keras.utils.clear_session()


def printed(model):
    lines = []
    model.summary(print_fn=lambda text, **_: lines.append(text), line_length=80)
    return "\n".join(lines)


def model_of(words, vector, units):
    layers = keras.layers
    return keras.Sequential(
        [keras.Input((5,)), layers.Embedding(words, vector), layers.Flatten(), layers.Dense(units), layers.Dense(1)]
    )


def firsts(explained):
    return [str(row.readings[0].written) for row in explained.rows if row.readings]


@pytest.mark.parametrize("seed", range(12))
def test_layers_of_low_rank_are_read_first_where_the_totals_say_so(seed):
    chance = random.Random(seed)
    words, vector, units = chance.randint(20, 900), chance.choice([8, 12, 16, 32]), chance.randint(9, 90)
    rank = chance.choice([2, 4, 8])
    model = model_of(words, vector, units)
    changed = model.layers[0], model.layers[2]
    for layer in changed:
        layer.enable_lora(rank)
    explained = explain(printed(model))
    assert firsts(explained)[:2] == [
        f"Embedding({words}, {vector}, lora_rank={rank})",
        f"Dense({units}, lora_rank={rank})",
    ]
    assert all(total.verdict == "agrees" for total in explained.totals)
    for row, layer in zip((row for row in explained.rows if row.readings), changed, strict=False):
        tally = row.readings[0].tally
        assert tally.trainable == sum(keras.ops.size(one) for one in layer.trainable_variables)


@pytest.mark.parametrize("mode", ["int8", "int4"])
@pytest.mark.parametrize("seed", range(6))
def test_layers_of_few_bits_are_read_first_where_the_totals_say_so(mode, seed):
    chance = random.Random(seed)
    words, vector, units = 2 * chance.randint(20, 900), chance.choice([8, 16, 32]), 2 * chance.randint(5, 45)
    model = model_of(words, vector, units)
    model.quantize(mode)
    explained = explain(printed(model))
    dtype = model.layers[0].dtype_policy.name
    assert firsts(explained) == [
        f"Embedding({words}, {vector}, dtype={dtype!r})",
        f"Dense({units}, dtype={dtype!r})",
        f"Dense(1, dtype={dtype!r})",
    ]
    assert all(total.verdict == "agrees" for total in explained.totals)


def test_frozen_layers_are_not_taken_for_changed_ones():
    model = model_of(129, 16, 7)
    model.layers[0].trainable = False
    explained = explain(printed(model))
    assert firsts(explained) == ["Embedding(129, 16)", "Dense(7)", "Dense(1)"]
    assert all(row.verdict != "ambiguous" for row in explained.rows)


def test_where_all_is_trained_nothing_is_changed():
    explained = explain(printed(model_of(129, 16, 7)))
    assert [len(row.readings) for row in explained.rows if row.readings] == [1, 1, 1]


@pytest.mark.parametrize(
    ("row", "calls"),
    [
        ("embedding (Embedding) (None, 5, 16) 2064", ["Embedding(129, 16)", "Embedding(100, 16, lora_rank=4)"]),
        ("embedding (Embedding) (None, 5, 16) 1600", ["Embedding(100, 16)"]),
        ("i (InputLayer) (None, 16) 0\ndense (Dense) (None, 32) 736", ["Dense(32, lora_rank=4)"]),
        ("i (InputLayer) (None, 16) 0\ndense (Dense) (None, 32) 576", ["Dense(32, dtype='int8_from_float32')"]),
    ],
)
def test_a_row_alone_lists_them_behind_plain_ones(row, calls):
    readings = [str(reading.written) for reading in explain(row).rows[-1].readings]
    assert readings[-len(calls) :] == calls
    assert all("class of your own" not in note for note in explain(row).rows[-1].notes)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_how_they_came_about_is_said(lang):
    said = explain("embedding (Embedding) (None, 5, 16) 2064").in_format("text", lang)
    assert "enable_lora(4)" in said
    stored = "d (Dense) (None, 16) 1312\nTotal params: 1312\nTrainable params: 16\nNon-trainable params: 1296"
    assert 'quantize("int8")' in explain(f"i (InputLayer) (None, 80) 0\n{stored}").in_format("text", lang)
