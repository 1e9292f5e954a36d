"""Layers of low rank and of few bits have the arrays that Keras really builds, and the browser counts them too."""

from collections import Counter
from math import prod

import pytest

from rnnformula import InputError, count, tally
from rnnformula.facts.stored import mode_of
from tests.lazily import keras

POLICIES = {
    "Dense": ("int8", "int4", "int4/-1", "int4/128", "int4/5", "float8"),
    "Embedding": ("int8", "int4", "int4/128", "int4/7"),
}
#: Class -> its sizes: even and odd ones, more and fewer than share a scale.
SIZES = {"Dense": ((32, 16), (33, 7), (300, 1), (128, 5)), "Embedding": ((100, 16), (101, 17), (3, 300))}


def arrays(rows):
    """The arrays in any order: Keras lists those that train first where a policy stores the others."""
    return Counter((name, tuple(shape), bool(trains)) for name, shape, trains in rows)


def built(name, read, own, **options):
    layer = getattr(keras.layers, name)(*([own] if name == "Dense" else [read, own]), **options)
    layer.build((None, read) if name == "Dense" else (None, 5))
    return layer


def of_keras(layer):
    return arrays((one.name, one.shape, one.trainable) for one in layer.weights)


def of_package(name, read, own, **options):
    sizes = {"units": own, "features": read} if name == "Dense" else {"input_dim": read, "output_dim": own}
    return tally(name, **sizes, **options)


CASES = [(name, policy, *sizes) for name, policies in POLICIES.items() for policy in policies for sizes in SIZES[name]]


@pytest.mark.parametrize(("name", "policy", "read", "own"), CASES)
def test_a_layer_that_is_stored_in_few_bits_has_the_arrays_of_keras(name, policy, read, own):
    dtype = f"{policy}_from_float32"
    counted = of_package(name, read, own, dtype=dtype)
    assert arrays((row.name, row.shape, row.trainable) for row in counted.rows) == of_keras(
        built(name, read, own, dtype=dtype)
    )


@pytest.mark.parametrize("name", POLICIES)
@pytest.mark.parametrize("mode", ["int8", "int4", "float8"])
@pytest.mark.parametrize("rank", [0, 4])
def test_what_quantize_and_enable_lora_make_is_told_by_the_type_of_numbers_and_the_rank(name, mode, rank):
    read, own = SIZES[name][0]
    layer = built(name, read, own)
    if rank:
        layer.enable_lora(rank)
    if (name, mode) == ("Embedding", "float8"):
        with pytest.raises(NotImplementedError):
            layer.quantize(mode)
        with pytest.raises(InputError, match="nothing is known of 'float8_from_float32' for it"):
            of_package(name, read, own, dtype="float8_from_float32")
        return
    layer.quantize(mode)
    counted = of_package(name, read, own, dtype=layer.dtype_policy.name, **({"lora_rank": rank} if rank else {}))
    assert arrays((row.name, row.shape, row.trainable) for row in counted.rows) == of_keras(layer)


def test_a_layer_without_few_bits_of_its_own_is_what_it_is():
    layer = keras.layers.LSTM(4, dtype="int8_from_float32")
    layer.build((None, 5, 3))
    assert count("LSTM(4, dtype='int8_from_float32')", features=3) == sum(prod(one.shape) for one in layer.weights)
    assert mode_of("mixed_float16") == mode_of(None) == ""


@pytest.mark.parametrize(
    ("call", "read", "expected"),
    [
        ("Dense(32, lora_rank=4)", {"features": 16}, 736),
        ("Dense(32, dtype='int8_from_float32')", {"features": 16}, 576),
        ("Embedding(100, 16, lora_rank=4)", {}, 2064),
    ],
)
def test_numbers_that_keras_prints(call, read, expected):
    counted = tally(call, **read)
    assert counted.count == expected
    assert counted.count - counted.trainable == {736: 512, 576: 544, 2064: 1600}[expected]
