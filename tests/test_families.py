import importlib
import inspect
from itertools import permutations

import numpy as np
import pytest

from rnnformula import FAMILIES, Family, tally
from rnnformula.facts.kinds import keeps_state
from rnnformula.reading.layers import ARGUMENTS_OF_READING
from tests import equations
from tests.conftest import ROOT, examples, known_counts
from tests.lazily import keras, plain, real

VARIANTS = [
    pytest.param(family, variant, id=f"{family.name} {variant.options}")
    for family in FAMILIES.values()
    for variant in family.variants
]
WITH_EQUATIONS = [
    pytest.param(family, variant, id=f"{family.name} {variant.options}")
    for family in FAMILIES.values()
    if family.equations
    for variant in family.variants
]
GATED = [family for family in FAMILIES.values() if family.gates]
#: Arguments that change the count by changing what is read of the input, and what they change.
READS = {"axis": "features", "data_format": "channels", "groups": "channels"}
#: Layers that need more than sizes, and an input for them.
GIVEN = {
    "EinsumDense": ("EinsumDense('abc,cd->abd', (6, 5))", {"input_shape": (6, 3)}),
    "STFTSpectrogram": ("STFTSpectrogram(frame_length=4, window=None)", {"input_shape": (6, 6)}),
    "GroupNormalization": ("GroupNormalization(1)", {"input_shape": (6, 3)}),
    "GroupQueryAttention": ("GroupQueryAttention(4, 4, 1)", {"features": 3}),
}
#: Where a size of 4 will not do: groups must divide filters and 3 channels, a dilated window fit into 6.
SIZES = {"filters": 6, "kernel_size": 3}


def test_every_family_in_a_file_is_registered():
    found = set()
    for file in (ROOT / "rnnformula" / "facts" / "families").glob("*.py"):
        if file.stem != "__init__":
            held = vars(importlib.import_module(f"rnnformula.facts.families.{file.stem}")).values()
            several = [one for value in held for one in (value if isinstance(value, tuple) else (value,))]
            found |= {family.name for family in several if isinstance(family, Family)}
    assert found == set(FAMILIES)


@pytest.mark.parametrize("family", FAMILIES.values(), ids=FAMILIES)
def test_the_arguments_are_those_of_keras_in_its_order(family):
    kind = plain.class_of(family.name) or getattr(keras, family.name)
    made_by = kind.__init__ if inspect.isclass(kind) else kind
    names = [name for name in inspect.signature(made_by).parameters if name not in ("self", "kwargs")]
    assert family.arguments == tuple(names)


@pytest.mark.parametrize(("family", "variant"), VARIANTS)
def test_every_variant_has_a_known_count_from_outside(family, variant):
    if not family.arrays and not family.inside:
        return  # nothing to count
    known = []
    for row in known_counts():
        for layer, arguments in row.values[0]:
            if layer.split("(")[0] == family.name:
                counted = tally(layer, **arguments)
                known.append(
                    family.choices | counted.options | {size: size in counted.sizes for size in family.optional}
                )
    assert any(
        all(
            bool(said.get(name)) == bool(value) if isinstance(value, bool) else said[name] == value
            for name, value in variant.options.items()
        )
        for said in known
    )


def layer_for(family, options, *, units=4, read=3):
    """A real layer with numbers in every weight: biases begin as zeros, which would hide a wrong one."""
    sizes = {name: units for name in ("units", "filters") if name in family.sizes}
    sizes |= {name: 3 for name in ("kernel_size", "lora_rank") if name in family.all_sizes}
    if not options.get("lora_rank"):
        sizes.pop("lora_rank", None)
    choices = {name: value for name, value in options.items() if name in family.choices}
    space = [5] * family.input.count("space")
    given = {"input_shape": (None, *space, read)} if space else {family.read[0]: read}
    layer = real.build(family.name, **sizes, **choices, **given)
    random = np.random.default_rng(1)
    for weight in layer.weights:
        weight.assign(random.normal(size=weight.shape, scale=0.5))
    return layer


def outputs(family, options, layer, batch, steps, read):
    """What Keras puts out, at the last step or all, and what does the same by the equations, for any order of gates."""
    rank = family.input.count("space")
    whole = family.input[0] in ("time", "...")
    data = np.random.default_rng(0).normal(size=(batch, steps, *[5] * rank, read)).astype("float32")
    state = np.zeros((batch, *[3] * rank, getattr(layer, "units", 0) or getattr(layer, "filters", 0)))
    weights = {weight.name: weight.numpy() for weight in layer.weights}
    if whole:
        expected = keras.ops.convert_to_numpy(layer(data))
    else:
        states = [keras.ops.zeros(state.shape)] * (2 if "LSTM" in family.name else 1)
        expected = keras.ops.convert_to_numpy(layer(data[:, 0], states)[0])

    def run(gates=None, options=options):
        mine = equations.run(family, options, weights, data if whole else data[:, :1], state, gates)
        return mine if expected.ndim == mine.ndim else mine[:, -1]

    return expected, run


@pytest.mark.parametrize(("family", "variant"), WITH_EQUATIONS)
@pytest.mark.parametrize(("units", "read", "batch", "steps"), [(1, 1, 3, 7), (2, 3, 1, 1), (5, 40, 3, 7)])
def test_the_equations_run_in_numpy_give_the_output_of_keras(family, variant, units, read, batch, steps):
    layer = layer_for(family, variant.options, units=units, read=read)
    expected, run = outputs(family, variant.options, layer, batch, steps, read)
    assert np.abs(run() - expected).max() < 1e-5


@pytest.mark.parametrize("family", GATED, ids=lambda family: family.name)
def test_no_other_order_of_the_gates_gives_the_output_of_keras(family):
    options = family.variants[0].options
    layer = layer_for(family, options)
    right = list(family.gates)
    expected, run = outputs(family, options, layer, 2, 5, 3)
    for order in permutations(right):
        assert (np.abs(run(list(order)) - expected).max() < 1e-5) == (list(order) == right)


def test_the_equations_of_the_other_gru_give_another_output():
    family = FAMILIES["GRU"]
    layer = layer_for(family, {"use_bias": False, "reset_after": True})
    expected, run = outputs(family, {"use_bias": False, "reset_after": True}, layer, 2, 5, 3)
    assert np.abs(run() - expected).max() < 1e-5
    assert np.abs(run(options={"use_bias": False, "reset_after": False}) - expected).max() > 0.01


def test_every_recurrent_family_has_equations():
    recurrent = {name for name, family in FAMILIES.items() if family.arrays and keeps_state(family)}
    assert len(recurrent) > 8
    assert {name for name in FAMILIES if FAMILIES[name].equations} == recurrent | {"Dense"}


@pytest.mark.parametrize(
    "family", [one for one in FAMILIES.values() if one.arrays and not one.inside], ids=lambda family: family.name
)
def test_just_the_sizes_and_options_of_a_family_change_the_count_of_a_real_layer(family):
    needed = [name for name in family.sizes if name not in (*family.read, *dict(family.defaults))]
    given = {name: SIZES.get(name, 4) for name in needed}
    shape = {"input_shape": (6, 3)} if family.input[0] == "..." and family.read else {}
    read = {} if shape or not family.read else {family.read[0]: 3}
    if not family.read:
        shape = {"input_shape": (6, 3)} if family.name == "Attention" else {}
    layer, arguments = GIVEN.get(family.name, (family.name, given | read | shape))
    found = set(real.toggles(layer, **arguments).changing("params"))
    reads = {name for name, size in READS.items() if size in family.all_sizes}
    deciding = {*family.all_sizes, *family.choices, *reads, *ARGUMENTS_OF_READING.get(family.reads, ())}
    assert found == deciding.intersection(family.arguments)


@pytest.mark.parametrize(
    "layer",
    [
        "Bidirectional(LSTM(4))",
        "RNN(LSTMCell(4))",
        "StackedRNNCells([LSTMCell(4)])",
        "TimeDistributed(Dense(4))",
        "SpectralNormalization(Dense(4))",
    ],
)
def test_just_the_layers_inside_change_the_count_of_a_layer_made_of_layers(layer):
    family = FAMILIES[layer.split("(")[0]]
    assert set(real.toggles(layer, features=3).changing("params")) == set(family.inside)


def test_examples_speak_of_every_family_with_parameters():
    named = {layer.split("(")[0] for layer, _ in examples()}
    assert {family.name for family in FAMILIES.values() if family.arrays or family.inside} <= named
