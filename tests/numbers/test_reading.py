"""The box reads what people have, and finds the layers that have a number: all that the package finds."""

import random
import re
from collections import defaultdict
from itertools import product

import pytest
from hypothesis import given, settings

from rnnformula import FAMILIES, FRAMEWORKS, InputError, count, model, solve, tally
from rnnformula.explaining.matching import layers_of_shapes
from rnnformula.explaining.readings import readings
from rnnformula.facts.kinds import recurrent_layers
from rnnformula.language import language_of
from rnnformula.language.phrases import Label, Quote
from rnnformula.language.saying import phrase
from rnnformula.reading.layers import Layer, read_layer
from tests import configurations
from tests.languages import CHINESE, ENGLISH
from tests.numbers.readable import READABLE
from tests.numbers.refusals import Refused, sentences


def shape_text(shape):
    """A shape as Python writes it."""
    return str(tuple(shape)) if shape is not None else ""


def told(found):
    """What was read, in a line."""
    kind = found["kind"]
    words = [kind]
    if kind == "number":
        words += [str(found["count"]), found.get("type", "")]
    elif kind == "row":
        words += [found["name"], found["type"], shape_text(found["output"]), str(found["count"])]
        words += [f"reads {shape_text(found['input'])}"] if found["input"] else []
    elif kind == "shapes":
        named = zip(found["names"], map(shape_text, found["shapes"]), strict=True)
        words += [f"{name}{shape}" for name, shape in named]
    elif kind == "code":
        words += ["; ".join(f"{model['name']} {model['count']}".strip() for model in found["models"])]
    elif kind in ("layer", "model"):
        words += [found["layer"]] if kind == "layer" else [", ".join(found["layers"])]
        words += [shape_text(found["shape"])]
        sizes = [found["sizes"]] if kind == "layer" else found["sizes"]
        words += [f"{name}={value}" for some in sizes for name, value in some.items()]
        words += [f"on {found['features']}"] if found.get("features") and not found["sizes"] else []
        words += [f"{name}=?{value}" for name, value in found["unknowns"].items()]
        words += [f"weightless={found['weightless']}"] if found.get("weightless") else []
    return " ".join(filter(None, words))


def read(ask, text, **given_values):
    """What the box reads, in a line, or the key by which it refuses."""
    try:
        return told(ask(do="read", text=text, given=given_values))
    except Refused as refused:
        for said in sentences(refused):
            assert "{" not in said
        return f"refused {refused.key}"


@pytest.mark.parametrize(("text", "expected"), READABLE)
def test_what_people_have_is_read(ask, text, expected):
    assert read(ask, text) == expected


def counts(layers, axes):
    """The numbers of a model whose input has these axes, None where Keras can't run it."""
    try:
        return [row.count for row in model(layers, input_shape=axes).rows]
    except InputError:
        return None


@settings(max_examples=150, deadline=None)
@given(configurations.layers())
def test_code_that_is_read_has_the_numbers_of_the_package(ask, drawn):
    call, axes = drawn
    numbers = counts([call], axes)
    for text in (
        f"Sequential([Input({axes!r}), {call}])",
        f"model = Sequential()\nmodel.add(keras.Input(shape={axes!r}))\nmodel.add({call})",
        f"inputs = Input({axes!r})\nx = {call}(inputs)  # comment",
    ):
        if numbers is None:
            continue
        assert ask(do="counted", text=text) == numbers, text


@settings(max_examples=60, deadline=None)
@given(configurations.chains())
def test_models_that_are_read_have_the_numbers_of_the_package(ask, layers):
    numbers = [row.count for row in model(layers).rows]
    added = "\n".join(f"model.add({layer})" for layer in layers)
    for text in (f"Sequential([{', '.join(layers)}])", f"model = Sequential()\n{added}"):
        assert ask(do="counted", text=text) == numbers


@pytest.mark.parametrize("framework", ["RNN", "LSTM", "GRU"])
def test_modules_of_pytorch_that_are_read_have_the_numbers_of_the_package(ask, framework):
    chance = random.Random(framework)
    for _ in range(60):
        features, units, layers = (chance.randint(1, most) for most in (500, 500, 4))
        both, bias = chance.random() < 0.5, chance.random() < 0.5
        given_names = (
            f"input_size={features}, hidden_size={units}, num_layers={layers}, bidirectional={both}, bias={bias}"
        )
        expected = count(f"torch.nn.{framework}({given_names})")
        for text in (
            f"nn.{framework}({given_names})",
            f"(rnn): {framework}({features}, {units}, {given_names[given_names.index('num') :]})",
        ):
            assert ask(do="counted", text=text) == [expected]


SIZED = [*recurrent_layers(), *(FAMILIES[name] for name in ("Dense", "Embedding"))]
ALL = 10**9


def own_name(family):
    """The size that a layer puts out."""
    return "output_dim" if "output_dim" in family.sizes else "units"


def solved(family, number, **known):
    """All that the package finds for a number: the call, and what it reads."""
    found = set()
    for solution in solve(family.name, count=number, **known).tallies:
        own = {name: size for name, size in solution.sizes.items() if name in family.arguments}
        read = {name: size for name, size in solution.sizes.items() if name not in family.arguments}
        found.add((str(Layer(family, own | solution.options)), tuple(read.items())))
    return found


def listed(found):
    """What the scripts find, as `solved` has it."""
    return {(reading["layer"], tuple(reading["sizes"].items())) for reading in found["readings"]}


def some_layer(family, chance, digits=3):
    """Random sizes and options of a layer, and its number."""
    sizes = {name: chance.randint(1, 10 ** chance.randint(1, digits)) for name in family.sizes}
    options = {name: value for name, value in chance.choice(family.variants).options.items() if name in family.choices}
    return sizes, options, count(family.name, **sizes, **options)


@pytest.mark.parametrize("family", SIZED, ids=lambda family: family.name)
def test_all_layers_that_the_package_finds_for_a_number_are_found(ask, family):
    chance = random.Random(family.name)
    for _ in range(40):
        sizes, options, number = some_layer(family, chance)
        own = {name: size for name, size in sizes.items() if name in family.arguments}
        read = {name: size for name, size in sizes.items() if name not in own}
        found = ask(do="readings", asked={"count": number, "type": family.name}, most=ALL)
        assert listed(found) == solved(family, number)
        assert (str(Layer(family, own | options)), tuple(read.items())) in listed(found)
        everything = ask(do="readings", asked={"count": number}, most=ALL)
        assert listed(found) <= listed(everything)
        assert found["counts"] == everything["counts"] == [number]


@pytest.mark.parametrize("family", SIZED, ids=lambda family: family.name)
def test_a_row_has_the_layers_that_the_package_finds_for_its_units(ask, family):
    chance = random.Random(family.name)
    for _ in range(40):
        sizes, _, number = some_layer(family, chance)
        own = own_name(family)
        row = {"count": number, "type": family.name, "output": [None, 7, sizes[own]]}
        assert listed(ask(do="readings", asked=row)) == solved(family, number, **{own: sizes[own]})


@pytest.mark.parametrize("family", recurrent_layers(), ids=lambda family: family.name)
def test_two_directions_are_found_as_the_package_finds_them(ask, family):
    chance = random.Random(family.name)
    for _ in range(15):
        units, features = chance.randint(1, 60), chance.randint(1, 200)
        number = count(f"Bidirectional({family.name}({units}))", features=features)
        found = listed(ask(do="readings", asked={"count": number}, most=ALL))
        ours = {(layer, read) for layer, read in found if layer.startswith(f"Bidirectional({family.name}(")}
        expected = set()
        for each in range(1, 400):
            for solution in solve(f"Bidirectional({family.name}({each}))", count=number).tallies:
                expected.add((each, solution.rows[0].sizes["features"]))
        sized = {(int(re.search(r"(\d+)", layer)[1]), dict(read)["features"]) for layer, read in ours}
        assert {(each, width) for each, width in sized if each < 400} == expected
        assert (f"Bidirectional({family.name}({units}))", (("features", features),)) in ours
        row = {"count": number, "type": "Bidirectional", "output": [None, 2 * units]}
        assert (f"Bidirectional({family.name}({units}))", (("features", features),)) in listed(
            ask(do="readings", asked=row)
        )


@pytest.mark.parametrize("family", recurrent_layers(), ids=lambda family: family.name)
def test_the_true_layer_is_found_up_to_the_largest_numbers(ask, family):
    chance = random.Random(family.name)
    seen = 0
    while seen < 15:
        units, features = chance.randint(1, 4096), chance.randint(1, 10 ** chance.randint(1, 11))
        number = count(family.name, units=units, features=features)
        if number <= 10**15:
            seen += 1
            found = ask(do="readings", asked={"count": number, "type": family.name}, most=ALL)
            assert (f"{family.name}({units})", (("features", features),)) in listed(found)
            assert found["counts"] == [number]


@pytest.mark.parametrize(
    ("call", "read"),
    [
        ("TimeDistributed(Dense(10))", {"features": 64}),
        ("RNN(LSTMCell(64))", {"features": 64}),
        ("Conv1D(32, 3)", {"channels": 4}),
        ("ConvLSTM2D(64, (3, 3))", {"channels": 1}),
        ("BatchNormalization()", {"features": 64}),
        ("LayerNormalization()", {"features": 64}),
        ("SimpleRNNCell(5)", {"features": 3}),
    ],
)
def test_rows_of_other_layers_are_taken_apart(ask, call, read):
    layer = read_layer(call)
    width = re.search(r"\((\d+)", call)
    output = [None, 9, int(width[1]) if width else read["features"]]
    row = {"count": count(call, **read), "type": layer.family.name, "output": output}
    found = ask(do="readings", asked=row)
    assert (str(layer), tuple(read.items())) in listed(found)
    assert found["counts"] == [row["count"]]


def test_rows_of_pytorch_are_taken_apart(ask):
    row = {"count": 2560, "type": "LSTM", "isTorch": True, "output": [1, 5, 20]}
    found = ask(do="readings", asked=row)
    assert found["readings"][0]["layer"] == "torch.nn.LSTM(10, 20)"
    assert found["counts"] == [2560]
    certain = ask(do="readings", asked=row | {"input": [1, 5, 10]})
    assert [reading["layer"] for reading in certain["readings"]] == ["torch.nn.LSTM(10, 20)"]
    both = count("torch.nn.GRU(3, 4, num_layers=2, bidirectional=True)")
    found = ask(do="readings", asked={"count": both, "type": "GRU", "isTorch": True, "output": [1, 5, 8]})
    assert "torch.nn.GRU(3, 4, num_layers=2, bidirectional=True)" in {one["layer"] for one in found["readings"]}


#: A row of PyTorch: the class, what it reads, null if unknown, what it puts out, and the layer.
ROWS_OF_MODULES = [
    ("Linear", [1, 5, 20], [1, 5, 3], "torch.nn.Linear(20, 3)"),
    ("Linear", None, [1, 3], "torch.nn.Linear(20, 3)"),
    ("Conv1d", [32, 4, 9], [32, 256, 8], "torch.nn.Conv1d(4, 256, 3)"),
    ("Conv1d", None, [32, 256, 8], "torch.nn.Conv1d(256, 256, 8)"),
    ("Conv2d", None, [32, 8, 9, 9], "torch.nn.Conv2d(3, 8, 5)"),
    ("ConvTranspose1d", None, [32, 8, 9], "torch.nn.ConvTranspose1d(4, 8, 3)"),
    ("BatchNorm1d", None, [32, 256, 8], "torch.nn.BatchNorm1d(256)"),
    ("LayerNorm", None, [32, 7, 16], "torch.nn.LayerNorm(16)"),
    ("Embedding", None, [32, 7, 16], "torch.nn.Embedding(100, 16)"),
    ("LSTMCell", [32, 10], [32, 20], "torch.nn.LSTMCell(10, 20)"),
    ("TransformerEncoderLayer", None, [32, 7, 16], "torch.nn.TransformerEncoderLayer(16, dim_feedforward=64)"),
]


@pytest.mark.parametrize(("name", "reads", "puts_out", "call"), ROWS_OF_MODULES)
def test_rows_of_modules_are_taken_apart_as_the_package_does(ask, name, reads, puts_out, call):
    row = {"count": count(call), "type": name, "isTorch": True, "output": puts_out, "input": reads}
    calls = [reading["layer"] for reading in ask(do="readings", asked=row)["readings"]]
    assert call in {re.sub(r"\((\d+), \1\)", r"\1", one) for one in calls}
    inputs = (tuple(reads),) if reads else ()
    found = readings(name, (tuple(puts_out),), row["count"], inputs, torch=True)
    assert call in {str(reading.written) for reading in found}


def test_a_row_of_pytorch_with_other_axes_than_its_class_is_not_read(ask):
    row = {"count": count("torch.nn.Conv1d(4, 8, 3)"), "type": "Conv1d", "isTorch": True, "output": [1, 8, 9, 9]}
    assert ask(do="readings", asked=row)["readings"] == []
    assert readings("Conv1d", ((1, 8, 9, 9),), row["count"], (), torch=True) == []


#: Numbers that people ask about, and the layer that they mean.
MEANT = {
    131584: ("LSTM(128)", 128),
    120: ("SimpleRNN(10)", 1),
    12864: ("GRU(64)", 1),
    17152: ("LSTM(64)", 2),
    33024: ("LSTM(64)", 64),
    16896: ("LSTM(64)", 1),
    10400: ("LSTM(50)", 1),
    40800: ("LSTM(100)", 1),
    66560: ("LSTM(128)", 1),
    4352: ("LSTM(32)", 1),
    480: ("LSTM(10)", 1),
    96: ("LSTM(4)", 1),
    18176: ("LSTM(64)", 6),
    65: ("Dense(1)", 64),
    129: ("Dense(1)", 128),
    320000: ("Embedding(10000, 32)", None),
}


@pytest.mark.parametrize(("number", "layer", "features"), [(number, *meant) for number, meant in MEANT.items()])
def test_the_layer_that_people_mean_comes_first(ask, number, layer, features):
    found = ask(do="readings", asked={"count": number})["readings"]
    assert (found[0]["layer"], found[0]["sizes"].get("features")) == (layer, features)


def test_the_likelier_layers_come_first(ask):
    for number in (*MEANT, 720720, 10**12):
        found = ask(do="readings", asked={"count": number}, most=ALL)["readings"]
        likelihoods = [reading["likelihood"] for reading in found]
        assert likelihoods == sorted(likelihoods, reverse=True)
        assert sum(likelihoods) == pytest.approx(1)
        assert ask(do="readings", asked={"count": number})["readings"] == found[:60]


def label(value):
    """A label as JSON, as one of the package."""
    if isinstance(value, dict):
        if "text" in value:
            return Quote(value["text"])
        return Label(value["key"], {name: label(inner) for name, inner in value["values"].items()})
    return value


def said(value, lang=ENGLISH):
    """What a label says."""
    return phrase(label(value), language_of(lang))


@pytest.mark.parametrize(
    ("asked", "english", "chinese"),
    [
        (
            {"count": 131584},
            "Most likely an LSTM with 128 units on 128 features, biases on.",
            "很可能是 LSTM：128 个单元，读入 128 个特征，带偏置。",
        ),
        (
            {"count": 120},
            "Most likely a SimpleRNN with 10 units on 1 feature, biases on.",
            "很可能是 SimpleRNN：10 个单元，读入 1 个特征，带偏置。",
        ),
        (
            {"count": 66048, "type": "Bidirectional", "output": [None, 128]},
            "Most likely a bidirectional LSTM with 64 units in each direction on 64 features, biases on.",
            "很可能是双向 LSTM：每个方向 64 个单元，读入 64 个特征，带偏置。",
        ),
        (
            {"count": 33_024, "type": "LSTM", "output": [None, 64]},
            "Almost certainly an LSTM with 64 units on 64 features, biases on.",
            "几乎可以肯定是 LSTM：64 个单元，读入 64 个特征，带偏置。",
        ),
        (
            {"count": 2560, "type": "LSTM", "isTorch": True, "output": [1, 5, 20], "input": [1, 5, 10]},
            "It can only be an LSTM with 20 units on 10 features, biases on.",
            "只可能是 LSTM：20 个单元，读入 10 个特征，带偏置。",
        ),
        ({"count": 320000}, "Most likely Embedding(10000, 32).", "很可能是 Embedding(10000, 32)。"),
    ],
)
def test_the_likeliest_reading_is_a_sentence(ask, asked, english, chinese):
    likeliest = ask(do="readings", asked=asked)["likeliest"]
    assert said(likeliest) == english
    assert said(likeliest, CHINESE) == chinese


def test_other_options_are_said_as_code(ask):
    number = count("GRU", units=2, features=1, reset_after=False)
    row = {"count": number, "type": "GRU", "output": [None, 2]}
    found = ask(do="readings", asked=row)
    assert [reading["layer"] for reading in found["readings"]] == [
        "GRU(2, reset_after=False)",
        "GRU(2, use_bias=False)",
    ]
    assert said(found["likeliest"]).endswith("on 1 feature, biases on, reset_after=False.")
    without = count("GRU", units=3, features=1, use_bias=False)
    found = ask(do="readings", asked={"count": without, "type": "GRU", "output": [None, 3]})
    assert said(found["likeliest"]) == "It can only be a GRU with 3 units on 1 feature, biases off."
    assert said(found["likeliest"], CHINESE) == "只可能是 GRU：3 个单元，读入 1 个特征，不带偏置。"


@pytest.mark.parametrize(
    ("asked", "english"),
    [
        ({"count": 131584, "type": "LSTM", "output": [None, 128]}, "the last number of the input shape (128 / 129)"),
        ({"count": 120}, "which layer it is (SimpleRNN(10) / GRU(5) / "),
        ({"count": 12864, "type": "GRU", "output": [None, 64]}, "the last number of the input shape (1 / 2 / 3)"),
    ],
)
def test_what_decides_is_said(ask, asked, english):
    decides = ask(do="readings", asked=asked)["decides"]
    assert english in said(decides)
    assert "取决于" in said(decides, CHINESE)


def test_nothing_has_to_decide_where_one_reading_fits(ask):
    row = {"count": 320000, "type": "Embedding", "output": [None, 7, 32]}
    assert ask(do="readings", asked=row)["decides"] is None


@pytest.mark.parametrize(
    "asked",
    [
        {"count": 5, "type": "Foo", "output": [None, 2]},
        {"count": 0, "type": "LSTM", "output": [None, 2]},
        {"count": 7, "type": "LSTM", "output": [None, 128]},
        {"count": 7, "type": "Flatten", "output": [None, 128]},
        {"count": 7, "type": "constructor", "output": [None, 128]},
        {"count": 7, "type": "Sequential", "output": [None, 128]},
        {"count": 7, "type": "Conv2d", "isTorch": True, "output": [1, 3]},
        {"count": 131584, "type": "Bidirectional", "output": [None, 127]},
    ],
)
def test_what_no_layer_has_has_no_reading(ask, asked):
    assert ask(do="readings", asked=asked)["readings"] == []


@pytest.mark.parametrize(
    "call",
    [
        *(
            "SimpleRNN",
            "LSTM",
            "GRU",
            "GRU(reset_after=False)",
            "LSTM(use_bias=False)",
            "Dense",
            "Conv1D",
            "ConvLSTM2D",
        ),
        *(
            "Embedding",
            "torch.nn.LSTM",
            "torch.nn.GRU(num_layers=2)",
            "torch.nn.LSTM(bidirectional=True, num_layers=3)",
        ),
        *("flax.linen.GRUCell", "tf.compat.v1.nn.rnn_cell.LSTMCell", "onnx.LSTM", "MultiHeadAttention"),
    ],
)
def test_a_layer_is_found_by_the_shapes_of_its_weights(ask, call):
    chance = random.Random(call)
    family = read_layer(call).family
    for _ in range(5):
        sizes = {name: chance.randint(2, 60) for name in family.sizes}
        expected = tally(call, **sizes)
        shapes = [row.shape for row in expected.rows]
        for names in (None, [row.name for row in expected.rows]):
            found = ask(do="shapes", shapes=shapes, names=names)
            own = {name: size for name, size in expected.sizes.items() if name in family.arguments}
            layer = str(Layer(family, own | expected.options))
            same = next(one for one in found if one["layer"].split("(")[0] == family.name)
            assert same["layer"] == layer or same["count"] == expected.count
            assert all(one["count"] == expected.count for one in found)


def found_here(shapes, names):
    """The layers of shapes as the package finds them, as the scripts say them."""
    return [{"layer": str(match.layer), "count": match.tally.count} for match in layers_of_shapes(shapes, names)]


@pytest.mark.parametrize(
    "family", [one for one in (FAMILIES | FRAMEWORKS).values() if one.arrays], ids=lambda one: one.name
)
def test_shapes_of_weights_are_matched_with_layers_alike(ask, family):
    chance = random.Random(family.name)
    for options in product(*(option.values for option in family.options)):
        chosen = dict(zip((option.name for option in family.options), options, strict=True))
        sizes = defaultdict(lambda: 6, {name: chance.randint(2, 40) for name in family.all_sizes})
        arrays = family.arrays_for(chosen)
        if not arrays:
            continue
        shapes = [list(array.shape_for(sizes)) for array in arrays]
        some = chance.randint(1, len(arrays))
        for told, names in (
            (shapes, []),
            (shapes * 2, []),
            (shapes, [array.name for array in arrays]),
            (shapes[:some], [array.name for array in arrays[:some]]),
            (shapes[:some], []),
        ):
            expected = found_here([tuple(shape) for shape in told], names)
            assert ask(do="shapes", shapes=told, names=names or None) == expected


def test_two_directions_are_found_by_their_shapes_and_no_layer_by_some_of_its_arrays(ask):
    shapes = [row.shape for row in tally("Bidirectional(LSTM(64))", features=5).rows]
    assert ask(do="shapes", shapes=shapes)[0]["layer"] == "Bidirectional(LSTM(64))"
    assert ask(do="shapes", shapes=[[80, 10]], names=["weight_ih_l0"]) == []
    assert ask(do="shapes", shapes=[[3, 8], [5, 7]]) == []


def test_values_of_variables_are_put_in(ask):
    text = "model.add(LSTM(hidden, input_shape=(None, X_train.shape[2])))"
    assert read(ask, text) == "layer LSTM() (None, None, None) units=?hidden features=?X_train.shape[2]"
    assert read(ask, text, **{"hidden": 64, "X_train.shape[2]": 5}) == "layer LSTM(64) (None, None, 5) on 5"
    assert (
        read(ask, "LSTM(64, input_shape=X.shape[1:])", **{"X.shape[1:]": [30, 5]})
        == "layer LSTM(64) (None, 30, 5) on 5"
    )


def test_a_text_that_is_too_long_is_refused_and_what_can_not_be_read_gets_three_forms(ask):
    assert read(ask, "x" * 100_001) == "refused live_text_long"
    hints = ask(do="read", text="how does it work")["hints"]
    assert len(hints) == 3
    assert all(not read(ask, hint).startswith(("unknown", "refused")) for hint in hints)


def test_more_layers_than_a_page_reads_are_refused(ask):
    assert read(ask, "model.add(LSTM(4))\n" * 1001) == "refused live_layers_many"
    assert read(ask, "a = LSTMCell(4)\n" + "a = StackedRNNCells([a, a])\n" * 40) == "refused live_layers_many"
