"""The scripts refuse what the package refuses, and every language has a sentence for it."""

import re
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnformula import FAMILIES, FRAMEWORKS, InputError, derive, model
from rnnformula.counting.shapes import outputs
from rnnformula.counting.tally import tally_of
from rnnformula.facts.keras_layers import OPEN_CLASSES
from rnnformula.language import LANGUAGES
from rnnformula.reading.layers import Layer, find, read_layer
from tests import configurations
from tests.conftest import ROOT
from tests.numbers import as_json
from tests.numbers.refusals import Refused, sentences

REGISTER = FAMILIES | FRAMEWORKS
#: What is no size, and what is no value of most arguments.
ODD = (0, -1, 2.5, "text", None, True, False, [1, 2], [], [0], [2.5, 1], -1.5)
ARGUMENTS = (
    0,
    -1,
    1,
    2,
    3,
    1.5,
    "same",
    "causal",
    "channels_first",
    None,
    True,
    False,
    [1, 2],
    [2, 1],
    [2, -1],
    [0, 1],
)


@pytest.mark.parametrize("family", REGISTER.values(), ids=REGISTER)
def test_what_is_no_size_is_refused_alike(ask, family):
    valid = dict.fromkeys(family.all_sizes, 3) | dict.fromkeys(family.optional, 2)
    for name, value in product((*family.all_sizes, *family.choices), ODD):
        arguments = valid | {name: value}
        own = {key: one for key, one in arguments.items() if key in family.arguments}
        task = {
            "do": "tally",
            "layer": {"family": family.name, "arguments": own},
            "given": {key: one for key, one in arguments.items() if key not in own},
        }
        expect_alike(
            lambda arguments=arguments: as_json.tally(derive(family.name, **arguments).tally),
            lambda task=task: ask(**task)["tally"],
        )


def expect_alike(ours, theirs):
    """Both give the same, or both refuse; and there is a sentence for it in every language."""
    try:
        expected = ours()
    except InputError:
        with pytest.raises(Refused) as refused:
            theirs()
        said = sentences(refused.value)
        assert len({*said}) == len(said)
    else:
        assert theirs() == expected


AXES = st.lists(st.one_of(st.none(), st.integers(1, 20)), max_size=5)


@st.composite
def spoiled(draw):
    """A layer with some arguments that may mean nothing, and the shape of an input that it may not be able to read."""
    call, axes = draw(configurations.layers())
    record = read_layer(call)
    names = [
        name for name in (*record.family.arguments, "trainable", "input_shape") if name not in record.family.inside
    ]
    more = draw(st.dictionaries(st.sampled_from(names), st.sampled_from(ARGUMENTS), max_size=2)) if names else {}
    shape = draw(st.one_of(st.just([*axes]), st.just([*axes]), AXES))
    wrapped = Layer(record.family, record.arguments | more)
    kind = draw(st.sampled_from(["", "", "", "TimeDistributed", "Bidirectional", "RNN", "Sequential"]))
    if kind == "Sequential":
        following = draw(st.sampled_from(["Dense(2)", "LSTM(3)", "Flatten()", "Reshape((3, -1))", "Permute((2, 1))"]))
        wrapped = Layer(find(kind), {"layers": [wrapped, read_layer(following)]})
    elif kind:
        wrapped = Layer(find(kind), {find(kind).inside[0]: wrapped})
    return wrapped, (None, *shape)


@settings(max_examples=600)
@given(spoiled())
def test_what_a_layer_can_not_read_is_refused_alike(ask, layer):
    record, shape = layer
    told = as_json.written_layer(record)
    expect_alike(lambda: as_json.of(outputs(record, shape)), lambda: ask(do="outputs", layer=told, shape=shape))
    chain = as_json.tupled(Layer(find("Sequential"), {"layers": [record]}))
    task = {"do": "tally", "layer": as_json.written_layer(chain), "given": {"shape": shape}}
    expect_alike(lambda: as_json.tally(tally_of(chain, shape))["rows"], lambda: ask(**task)["tally"]["rows"])


#: The key of a phrase -> layers with an input shape that are refused by it, as the package refuses them.
BY_SHAPE = {
    "live_agree": [("Bidirectional(LSTM(4), backward_layer=LSTM(4, go_backwards=True, return_state=True))", (50, 3))],
    "live_axes": [("LSTM(4)", (5, 50, 3)), ("TimeDistributed(Dense(4))", (3,)), ("RNN(LSTMCell(4))", (3,))],
    "live_axes_steps": [("LSTM(4)", (64,)), ("Sequential([LSTM(4), LSTM(4)])", (50, 3))],
    "live_cell_alone": [("Sequential([LSTMCell(4)])", (50, 3))],
    "live_differ": [
        ("Bidirectional(LSTM(4, go_backwards=True))", (50, 3)),
        ("Bidirectional(LSTM(4), backward_layer=LSTM(4))", (50, 3)),
    ],
    "live_dims": [("Permute((1, 3))", (50, 3)), ("Permute(2)", (50, 3)), ("Permute((1, 1))", (50, 3))],
    "live_equation": [
        ("EinsumDense('abc,cd->abd', (50, 4))", (50,)),
        ("EinsumDense('abc;cd->abd', (50, 4))", (50, 3)),
        ("EinsumDense('abc,cd->abd', (40, 4))", (50, 3)),
        ("EinsumDense('abc,cd->abd', (50, 4), bias_axes='x')", (50, 3)),
        ("EinsumDense('abc,cd->abd', 4)", (50, 3)),
        ("EinsumDense('abc,ck->abd', (50, 4))", (50, 3)),
    ],
    "live_equal_units": [("Bidirectional(LSTM(4), backward_layer=LSTM(6, go_backwards=True))", (50, 3))],
    "live_groups": [("Conv1D(4, 3, groups=2)", (50, 3)), ("Conv1D(4, 3, groups=0)", (50, 3))],
    "live_input_first": [("Sequential([LSTM(4), Input((9, 5))])", (50, 3))],
    "live_input_twice": [("Sequential([Input((9, 5)), LSTM(4)])", (50, 3))],
    "live_inputs": [("MultiHeadAttention(2, 5)", (50, 3)), ("torch.nn.LSTM(3, 4)", (50, 3))],
    "live_inside_kind": [
        ("Bidirectional(Dense(4))", (50, 3)),
        ("RNN(LSTM(4))", (50, 3)),
        ("RNN([LSTMCell(4), LSTM(4)])", (50, 3)),
        ("TimeDistributed(LSTMCell(4))", (50, 3)),
    ],
    "live_inside_missing": [
        ("Bidirectional()", (50, 3)),
        ("TimeDistributed()", (50, 3)),
        ("RNN([])", (50, 3)),
        ("Sequential([])", (50, 3)),
    ],
    "live_missing": [("LSTM()", (50, 3)), ("RNN(LSTMCell())", (50, 3))],
    "live_no_axis": [
        ("BatchNormalization(axis=7)", (50, 3)),
        ("BatchNormalization(axis=0)", (50, 3)),
        ("BatchNormalization(axis=(1, 2))", (50, 3)),
        ("LayerNormalization(axis=(1, -2))", (50, 3)),
        ("LayerNormalization(axis=(1, 8))", (50, 3)),
        ("PReLU(shared_axes=[0])", (50, 3)),
    ],
    "live_one_of": [
        ("Bidirectional(LSTM(4), merge_mode='max')", (50, 3)),
        ("Conv1D(4, 3, data_format='first')", (50, 3)),
        ("ConvLSTM1D(4, 3, padding='causal')", (5, 50, 3)),
    ],
    "live_open": [("LSTM(4)", (50, None)), ("ConvLSTM2D(4, 3)", (5, None, None, 3))],
    "live_output_unknown": [
        ("Lambda('f')", (50, 3)),
        ("StringLookup(output_mode='multi_hot')", (50, 3)),
    ],
    "live_outputs": [
        ("Sequential([LSTM(4, return_state=True), Dense(1)])", (50, 3)),
        ("TimeDistributed(LSTM(4, return_state=True))", (5, 50, 3)),
    ],
    "live_positive": [("RepeatVector(0)", (3,)), ("Dense(x)", (50, 3))],
    "live_reshape": [("Reshape((4, -1))", (5, 3)), ("Reshape((4, 4))", (5, 3)), ("Reshape((-1, -1))", (5, 3))],
    "live_several": [
        ("Conv1D(4, x)", (50, 3)),
        ("Conv1D(4, 3, strides=0)", (50, 3)),
        ("ZeroPadding2D((1, 2, 3))", (9, 9, 3)),
        ("Cropping1D(-1)", (9, 3)),
        ("Conv1DTranspose(4, 3, output_padding=-1)", (9, 3)),
        ("ConvLSTM2D(4, 3, strides=(1, 2, 1))", (5, 9, 9, 3)),
    ],
    "live_stateful": [("LSTM(4, stateful=True)", (50, 3))],
    "live_strides": [("Conv1D(4, 3, strides=2, dilation_rate=2)", (50, 3))],
    "live_target": [("Reshape((0, 3))", (5, 3)), ("Reshape('x')", (5, 3))],
    "live_window": [("Conv1D(4, 60)", (50, 3)), ("Conv1D(4, 26, dilation_rate=2)", (50, 3)), ("Cropping1D(4)", (8, 3))],
}
#: The same for what is refused beside a shape: by what is given to a layer besides.
BY_SIZES = {
    "live_divides": [
        ("torch.nn.Conv1d(4, 6, 3, groups=4)", {}),
        ("torch.nn.Conv1d(6, 8, 3, groups=4)", {}),
        ("GroupNormalization(4)", {"features": 6}),
        ("GroupNormalization()", {"features": 6}),
    ],
    "live_at_most": [("torch.nn.LSTM(3, 4, num_layers=1001)", {})],
    "live_below": [("torch.nn.LSTM(3, 4, proj_size=4)", {}), ("STFTSpectrogram(frame_length=9, fft_length=8)", {})],
    "live_inside_kind": [("SpectralNormalization(LSTM(4))", {"features": 3})],
    "live_given_twice": [("LSTM(4)", {"units": 4, "features": 3})],
    "live_input_shape": [("LSTM(4, input_shape=(0, 3))", {}), ("Input()", {}), ("Input((2.5, 3))", {})],
    "live_input_twice": [("LSTM(4, input_shape=(50, 3))", {"features": 3})],
    "live_missing": [("LSTM(4)", {}), ("Bidirectional(LSTM(4))", {})],
    "live_one_of": [("LSTM(4, use_bias=1)", {"features": 3}), ("Attention(score_mode='sum')", {})],
    "live_positive": [("LSTM(4)", {"features": 0}), ("Input((3,), batch_size=0)", {})],
    "live_unknown_argument": [("LSTM(4)", {"features": 3, "unit": 4}), ("Bidirectional(LSTM(4))", {"units": 4})],
}
#: The same for models.
MODELS = {
    "live_input_twice": (["Input((50, 3))", "LSTM(4)"], (50, 3), "float32"),
    "live_no_input": (["LSTM(4)"], None, "float32"),
    "live_one_of": (["Input((50, 3))", "LSTM(4, dtype='float31')"], None, "float32"),
    "live_inside_missing": (["Input((50, 3))"], None, "float32"),
}
OTHERS = {"live_unknown_layer", "live_open_class", "live_too_many"}


def refusals(table):
    return [pytest.param(key, *case, id=f"{key} {case[0]}") for key, cases in table.items() for case in cases]


def expect_refused(key, asked):
    with pytest.raises(Refused) as refused:
        asked()
    assert refused.value.key == key
    for said in sentences(refused.value):
        assert "{" not in said
        assert "undefined" not in said


@pytest.mark.parametrize(("key", "call", "axes"), refusals(BY_SHAPE))
def test_an_input_that_a_layer_can_not_read_is_refused_by_name(ask, key, call, axes):
    record, shape = read_layer(call), (None, *axes)
    with pytest.raises(InputError):
        outputs(record, shape)
    expect_refused(key, lambda: ask(do="outputs", layer=as_json.written_layer(record), shape=shape))


@pytest.mark.parametrize(("key", "call", "sizes"), refusals(BY_SIZES))
def test_a_layer_that_can_not_be_counted_is_refused_by_name(ask, key, call, sizes):
    with pytest.raises(InputError):
        derive(call, **sizes)
    record = read_layer(call)
    expect_refused(key, lambda: ask(do="tally", layer=as_json.written_layer(record), given=sizes))


@pytest.mark.parametrize(("key", "layers", "shape", "dtype"), [(key, *case) for key, case in MODELS.items()])
def test_a_model_without_a_meaning_is_refused_by_name(ask, key, layers, shape, dtype):
    with pytest.raises(InputError):
        model(layers, input_shape=shape, dtype=dtype)
    told = [as_json.written_layer(read_layer(layer)) for layer in layers]
    begins = shape and (None, *shape)
    expect_refused(key, lambda: ask(do="model", layers=told, shape=begins, dtype=dtype))


@pytest.mark.parametrize(
    ("name", "nearest"),
    [
        ("LSMT", "LSTM"),
        ("SimpelRNN", "SimpleRNN"),
        ("nn.LSTM", "torch.nn.LSTM"),
        ("onnx.LST", "onnx.LSTM"),
        ("constructor", "CenterCrop"),
    ],
)
def test_an_unknown_layer_is_refused_with_the_nearest_name(ask, name, nearest):
    assert name not in REGISTER
    with pytest.raises(Refused) as refused:
        ask(do="find", name=name)
    assert refused.value.key == "live_unknown_layer"
    assert refused.value.values == {"layer": {"text": name}, "nearest": {"text": nearest}}
    assert all(nearest in said for said in sentences(refused.value))


@pytest.mark.parametrize("name", OPEN_CLASSES)
def test_a_class_that_can_hold_anything_is_refused_as_such(ask, name):
    expect_refused("live_open_class", lambda: ask(do="find", name=name))


def keys_in(file):
    """The keys that a file names; one that ends with a line is the beginning of several."""
    return set(re.findall(r"[\"'`](live_[a-z][a-z_0-9]*)", file.read_text(encoding="utf-8")))


def test_every_key_of_the_scripts_has_words_and_every_word_a_script():
    kinds = {".mjs", ".py", ".html"}
    folders = (ROOT / name for name in ("docs/assets", "docs/theme", "rnnformula"))
    files = [file for folder in folders for file in folder.rglob("*") if file.suffix in kinds]
    named = set().union(*(keys_in(file) for file in files if file.parent.name != "language"))
    begun = tuple(key for key in named if key.endswith("_"))
    for language in LANGUAGES.values():
        live = {key for key in language.words if key.startswith("live_")}
        assert {key for key in named if key not in begun} - live == set()
        assert {key for key in live if not key.startswith(begun)} - named == set()
        assert [start for start in begun if not any(key.startswith(start) for key in live)] == []


#: The modules that count; what others refuse is tested with them.
COUNTING = (
    *("einsum", "encoding", "facts", "formula", "inputs", "layers", "models", "shapes", "sizes", "spaces", "tally"),
)


def test_every_refusal_of_the_modules_that_count_is_seen_above():
    folder = ROOT / "docs" / "assets" / "numbers"
    assert set().union(*(keys_in(folder / f"{name}.mjs") for name in COUNTING)) == {
        *BY_SHAPE,
        *BY_SIZES,
        *MODELS,
        *OTHERS,
    }
