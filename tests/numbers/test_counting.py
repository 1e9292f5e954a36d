"""The scripts count as the package does: every layer under all its options, layers of layers, models."""

import random
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnformula import FAMILIES, FRAMEWORKS, count, derive, model
from rnnformula.counting.derivation import closed_formula, total_formula
from rnnformula.counting.expressions import difference
from rnnformula.counting.models import SHAPING
from rnnformula.counting.shapes import outputs
from rnnformula.counting.tally import tally_of
from rnnformula.facts.frameworks.relatives import RELATIVES
from rnnformula.language.writing import PLAIN, write
from rnnformula.reading.layers import LAYOUT, find, read_layer
from tests import configurations
from tests.conftest import examples
from tests.numbers import as_json
from tests.numbers.refusals import Refused, sentences

REGISTER = FAMILIES | FRAMEWORKS
#: The largest number of which JavaScript knows the neighbours.
EXACT = 2**53 - 1
#: How large the random sizes of a layer are, digits: from a unit to the border of what is exact.
DIGITS = (1, 2, 3, 5)


def choices(family):
    """All choices of the options of a family, of its optional sizes too."""
    values = [(*option.values, 3) if option.name == "num_layers" else option.values for option in family.options]
    names = [option.name for option in family.options]
    for present in product((False, True), repeat=len(family.optional)):
        for chosen in product(*values):
            yield dict(zip(names, chosen, strict=True)), dict(zip(family.optional, present, strict=True))


def some_size(family, name, digits, chance):
    """A random size; a window has one for each axis of space, or is alike along all."""
    rank = family.input.count("space")
    if name == "kernel_size" and chance.random() < 0.5:
        return tuple(chance.randint(1, 9) for _ in range(rank))
    return chance.randint(1, 10**digits)


def expect_same(ask, layer, **arguments):
    """The scripts count, derive and write a layer as the package does, or refuse what has too many parameters."""
    derived = derive(layer, **arguments)
    task = {"do": "tally"} | as_json.asked(layer, arguments)
    if derived.tally.count > EXACT:
        with pytest.raises(Refused) as refused:
            ask(**task)
        assert refused.value.key == "live_too_many"
        return
    formulas = [write(make(derived.tally), PLAIN) for make in (total_formula, closed_formula)]
    assert ask(**task) == {
        "tally": as_json.tally(derived.tally),
        "steps": as_json.steps(derived),
        "formulas": formulas,
    }


@pytest.mark.parametrize("family", REGISTER.values(), ids=REGISTER)
def test_every_layer_has_the_same_arrays_steps_and_formulas(ask, family):
    chance = random.Random(family.name)
    for (options, present), digits in product(choices(family) if not family.inside else (), DIGITS):
        for _ in range(3):
            sizes = {
                name: some_size(family, name, digits, chance)
                for name in family.all_sizes
                if present.get(name, True) and (name not in dict(family.defaults) or chance.random() < 0.5)
            }
            if present.get("proj_size"):
                sizes["units"] = sizes["proj_size"] + 1
            for name, divisor in family.multiples:
                sizes[name] = (family.numbers | options | sizes)[divisor] * chance.randint(1, 9)
            expect_same(ask, family.name, **options, **sizes, **({"shape": (3,)} if family.name == "Input" else {}))


@pytest.mark.parametrize("policy", ["int8", "int4", "int4/128", "int4/7", "float8"])
@pytest.mark.parametrize("call", ["Dense(7{})", "Embedding(101, 17{})", "Dense(8, lora_rank=2{})", "LSTM(4{})"])
def test_layers_of_few_bits_are_counted_and_written_alike(ask, call, policy):
    layer = read_layer(call.format(f", dtype='{policy}_from_float32'"))
    read = {} if "Embedding" in call else {"features": 300}
    if (layer.family.name, policy) == ("Embedding", "float8"):
        with pytest.raises(Refused):
            ask(do="tally", **as_json.asked(str(layer), read))
        return
    expect_same(ask, call.format(f", dtype='{policy}_from_float32'"), **read)
    assert policy in str(layer)


@pytest.mark.parametrize(("layer", "arguments"), examples())
def test_every_layer_with_a_known_count_has_it(ask, layer, arguments):
    expect_same(ask, layer, **arguments)


@settings(max_examples=400)
@given(configurations.layers())
def test_random_layers_are_counted_written_and_followed_alike(ask, layer):
    call, axes = layer
    record = read_layer(call)
    shape = (None, *axes)
    told = as_json.written_layer(record)
    expected = as_json.tally(tally_of(as_json.tupled(record), shape))
    assert ask(do="tally", layer=told, given={"shape": shape})["tally"] == expected
    assert ask(do="outputs", layer=told, shape=shape) == as_json.of(outputs(record, shape))
    for more in ((), SHAPING, (*LAYOUT,)):
        assert ask(do="written", layer=told, more=more) == as_json.tupled(record).written(*more)


@given(configurations.attentions())
def test_layers_of_several_inputs_are_counted_alike(ask, layer):
    call, sizes = layer
    expect_same(ask, call, **sizes)


@settings(max_examples=200)
@given(configurations.chains(), st.sampled_from(["float32", "float16", "mixed_float16"]))
def test_models_have_the_same_rows(ask, layers, dtype):
    told = [as_json.written_layer(read_layer(layer)) for layer in layers]
    chain = {"family": "Sequential", "arguments": {"layers": told}}
    expected = [as_json.row(row) for row in model(layers, dtype=dtype).rows]
    for given_layers in (told, chain, [chain["arguments"]["layers"][0], *told[1:]]):
        assert ask(do="model", layers=given_layers, shape=None, dtype=dtype) == expected
    begins = as_json.of(model(layers).shape)
    assert ask(do="model", layers=told[1:], shape=begins, dtype=dtype) == expected


@pytest.mark.parametrize("relative", [one for one in RELATIVES if one.keras], ids=lambda one: one.shown)
def test_layers_differ_by_the_same_formula(ask, relative):
    families = find(relative.layer), find(relative.keras)
    options = [dict(relative.options), {}]
    arrays = [family.arrays_for(chosen) for family, chosen in zip(families, options, strict=True)]
    names = [family.name for family in families]
    assert ask(do="difference", names=names, options=options) == as_json.of(difference(*arrays))


#: Layers of so many parameters that a number more or less would be lost in arithmetic that is not exact.
LARGE = {
    "Embedding(10**7, 10**8)": 10**15,
    "Embedding(10**15, 1)": 10**15,
    "Embedding(6361 * 69431, 20394401)": EXACT,
    "Embedding(6361 * 69431 * 20394401, 1)": EXACT,
    "torch.nn.LSTM(35714285714276, 7, 1)": 4 * 7 * (35714285714276 + 7 + 2),
    "Dense(1)": EXACT,
    "LSTM(15811387)": 4 * 15811387 * (3 + 15811387 + 1),
}


def in_numbers(call):
    """A call in which products are worked out, as code that is read without being run has none."""
    name, _, arguments = call[:-1].partition("(")
    return f"{name}({', '.join(str(eval(argument)) for argument in arguments.split(', '))})"


@pytest.mark.parametrize(("call", "expected"), LARGE.items())
def test_numbers_are_exact_up_to_the_border(ask, call, expected):
    read = {"Dense(1)": {"features": EXACT - 1}, "LSTM(15811387)": {"features": 3}}.get(call, {})
    assert count(in_numbers(call), **read) == expected >= 999 * 10**12
    expect_same(ask, in_numbers(call), **read)


@pytest.mark.parametrize(
    ("call", "read", "key"),
    [
        ("Embedding(1073741824, 8388608)", {}, "live_too_many"),
        ("Dense(1)", {"features": EXACT}, "live_too_many"),
        ("Dense(9007199254740992)", {"features": 1}, "live_at_most"),
        ("Dense(1)", {"features": 10**20}, "live_at_most"),
        ("Bidirectional(LSTM(40000000))", {"features": 3}, "live_too_many"),
    ],
)
def test_what_is_above_the_border_is_refused(ask, call, read, key):
    assert count(call, **read) > EXACT
    with pytest.raises(Refused) as refused:
        ask(do="tally", layer=as_json.written_layer(read_layer(call)), given=read)
    assert refused.value.key == key
    assert all(f"{EXACT:,}" in said for said in sentences(refused.value))
