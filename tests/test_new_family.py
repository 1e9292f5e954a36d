"""A recurrent layer that nobody has heard of is registered, and all of the package takes it, with no other edit."""

import ast
import re
import xml.etree.ElementTree as ET
from dataclasses import replace

import pytest

from rnnformula import (
    FAMILIES,
    FIGURES,
    Array,
    Equation,
    Family,
    InputError,
    Option,
    derive,
    equations,
    explain,
    figure,
    model,
    render,
    solve,
    tally,
)
from rnnformula import count as counted
from rnnformula.counting import solving
from rnnformula.explaining import candidates, pairs, readings
from rnnformula.facts import names
from rnnformula.facts.kinds import keeps_state
from rnnformula.language import LANGUAGES
from tests.conftest import ROOT

#: One gate, f, which forgets as much as it lets in, and a candidate.
JANET = Family(
    "Janet",
    (Array("kernel", "f 2u"), Array("recurrent_kernel", "u 2u"), Array("bias", "2u", when="use_bias")),
    "made up for this test",
    arguments=names("units use_bias return_sequences return_state go_backwards stateful"),
    input=names("time features"),
    output=names("steps units"),
    options=(Option("use_bias"),),
    equations=(
        Equation("f", "sigmoid(x @ kernel.f + h @ recurrent_kernel.f + bias.f)"),
        Equation("candidate", "tanh(x @ kernel.c + h @ recurrent_kernel.c + bias.c)"),
        Equation("h", "f * h + (1 - f) * candidate"),
    ),
    gates=names("f c"),
)
JANET_CELL = replace(
    JANET, name="JanetCell", arguments=names("units use_bias"), input=("features",), output=("units",), cell=True
)
CONV_JANET = replace(
    JANET,
    name="ConvJanet2D",
    arrays=(Array("kernel", "k c 2n"), Array("recurrent_kernel", "k n 2n"), Array("bias", "2n", when="use_bias")),
    arguments=names("filters kernel_size strides padding data_format dilation_rate use_bias return_sequences"),
    input=names("time space space channels"),
    output=names("steps space space filters"),
    equations=(),
)
#: A call on 3 features -> its number of parameters, by hand: 2 * units * (features + units + 1) for each layer.
CALLS = {
    "Janet(4)": 64,
    "Janet(4, use_bias=False)": 56,
    "Bidirectional(Janet(4))": 128,
    "Bidirectional(Janet(4, use_bias=False))": 112,
    "Bidirectional(Janet(4), backward_layer=Janet(2, go_backwards=True))": 88,
    "TimeDistributed(Janet(4))": 64,
    "TimeDistributed(Bidirectional(Janet(4)))": 128,
    "RNN(JanetCell(4))": 64,
    "RNN([JanetCell(4), JanetCell(6)])": 196,
    "StackedRNNCells([JanetCell(4), JanetCell(6)])": 196,
    "Bidirectional(RNN(JanetCell(4)))": 128,
}
#: A row alone, and the reading that must be offered.
ROWS = {
    "janet (Janet)  (None, 4)  64": ("Janet(4)", 3),
    "bidirectional (Bidirectional)  (None, 8)  128": ("Bidirectional(Janet(4))", 3),
    "bidirectional (Bidirectional)  (None, 20, 8)  128": ("Bidirectional(Janet(4))", 3),
    "bidirectional (Bidirectional)  (None, 4)  128": ("Bidirectional(Janet(4), merge_mode='sum')", 3),
    "time_distributed (TimeDistributed)  (None, 5, 4)  64": ("TimeDistributed(Janet(4))", 3),
    "time_distributed (TimeDistributed)  (None, 5, 8)  128": ("TimeDistributed(Bidirectional(Janet(4)))", 3),
    "rnn (RNN)  (None, 4)  64": ("RNN(JanetCell(4))", 3),
    "rnn (RNN)  (None, 20, 4)  136": ("RNN([JanetCell(4), JanetCell(4)])", 3),
}


def clear():
    """Forget what was worked out of the families."""
    kept = (
        candidates._candidates,
        candidates.is_known_class,
        pairs._pairs,
        readings._readings,
        solving._arrays,
        solving._linear_of,
    )
    for function in kept:
        function.cache_clear()


@pytest.fixture(autouse=True)
def registered(monkeypatch):
    clear()
    for family in (JANET, JANET_CELL, CONV_JANET):
        monkeypatch.setitem(FAMILIES, family.name, family)
    yield
    clear()


@pytest.mark.parametrize(("call", "number"), CALLS.items())
def test_it_is_counted_alone_and_inside_other_layers(call, number):
    assert counted(call, features=3) == number


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("call", "number"), CALLS.items())
def test_it_is_derived_in_every_format(call, number, lang):
    derivation = derive(call, features=3)
    assert derivation.steps[-1].value == number
    assert str(number) in render.text(derivation, lang=lang)
    assert str(number) in render.markdown(derivation, lang=lang)
    assert str(number) in render.latex(derivation)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_its_equations_are_set(lang):
    assert [equation.target for equation in equations("Janet").equations] == ["f", "candidate", "h"]
    assert "tanh" in render.latex(equations("Janet"))


def takes(name, call, **arguments):
    """Whether a figure takes a layer."""
    try:
        figure(name, call, **arguments)
    except InputError:
        return False
    return True


def sizes_for(name):
    return {"units": (4, 4), "features": 3} if name == "stack" else {"units": 4, "features": 3}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FIGURES)
def test_it_is_drawn_by_every_figure_that_draws_an_lstm(name, lang):
    drawn = takes(name, "LSTM", **sizes_for(name))
    assert takes(name, "Janet", **sizes_for(name)) is drawn
    if drawn:
        picture = ET.fromstring(render.hypertext(figure(name, "Janet", **sizes_for(name)), lang=lang))
        assert "64" in "".join(picture.itertext())
    assert takes("arrays", "LSTM", **sizes_for("arrays"))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("call", [call for call in CALLS if "(Janet" in call or "[Janet" in call])
def test_what_holds_it_is_drawn_by_every_figure_that_draws_the_same_of_lstms(name, call, lang):
    drawn = takes(name, call.replace("Janet", "LSTM"), features=3)
    assert takes(name, call, features=3) is drawn
    if drawn:
        assert f"{CALLS[call]}" in render.hypertext(figure(name, call, features=3), lang=lang)
    assert takes("directions", "Bidirectional(Janet(4))", features=3)


@pytest.mark.parametrize(("call", "number"), CALLS.items())
def test_it_is_solved_alone_and_inside_other_layers(call, number):
    assert 3 in [found.sizes["features"] for found in solve(call, count=number).tallies]


def test_its_units_are_solved_too():
    assert {"units": 4, "features": 3} in [found.sizes for found in solve("Janet", count=64).tallies]


def written(reading):
    """The layer of a reading as in code, with how it merges two directions where that is not the usual way."""
    return reading.written.written(*["merge_mode"] * (reading.merge_mode not in (None, "concat")))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("row", "expected"), ROWS.items())
def test_the_true_reading_of_a_row_alone_is_offered(row, expected, lang):
    call, features = expected
    explanation = explain(row)
    (explained,) = explanation.rows
    (true,) = (reading for reading in explained.readings if (written(reading), reading.features) == (call, features))
    assert (true.count, true.units) == (explained.count, 4)
    assert call in render.text(explanation, lang=lang)
    assert call in render.markdown(explanation, lang=lang)


def test_a_chain_of_it_is_explained_row_by_row_with_nothing_left_open():
    layers = [
        "Input((20, 3))",
        "Bidirectional(Janet(4, return_sequences=True))",
        "TimeDistributed(Dense(5))",
        "RNN(JanetCell(6), return_sequences=True)",
        "Janet(7)",
        "Dense(1)",
    ]
    chain = model(layers)
    lines = ["Layer (type)                 Output Shape              Param #", "=" * 60]
    for number, row in enumerate(chain.rows):
        kind = row.layer.family.name
        lines.append(f"row_{number} ({kind})".ljust(33) + str(row.output).ljust(26) + str(row.count))
    lines += ["=" * 60, f"Total params: {chain.count}"]
    explained = explain("\n".join(["input_1 (InputLayer)  (None, 20, 3)  0", *lines]))
    assert [row.verdict for row in explained.totals] == ["agrees"]
    for row, printed in zip([row for row in explained.rows if row.count], chain.rows, strict=True):
        assert str(printed.layer) in [str(reading.written) for reading in row.readings], row


def test_two_different_directions_one_of_them_new_are_found():
    call = "Bidirectional(LSTM(4), backward_layer=Janet(6, go_backwards=True))"
    number = counted(call, input_shape=(20, 5))
    table = f"input_1 (InputLayer)  (None, 20, 5)  0\nbidirectional (Bidirectional)  (None, 10)  {number}"
    (row,) = (row for row in explain(table).rows if row.count)
    assert any(reading.inner == "LSTM" and reading.backward_inner == "Janet" for reading in row.readings)


def test_its_reading_knows_its_directions_and_warns_of_what_bites():
    (row,) = explain("janet (Janet)  (None, 4)  64").rows
    assert {reading.directions for reading in row.readings} == {1}
    explanation = explain("in (InputLayer)  (None, 9, 2)  0\njanet (Janet)  (None, 9, 9)  216")
    assert [remark.key for remark in explanation.remarks] == ["warn_equal_steps"]
    (row,) = explain("janet (Janet)  (None, 4)  0").rows
    assert row.verdict == "unknown"


def test_one_over_space_is_offered_inside_two_directions():
    call = "Bidirectional(ConvJanet2D(4, 3))"
    number = counted(call, input_shape=(5, 10, 10, 3))
    (row,) = explain(f"bidirectional (Bidirectional)  (None, 10, 10, 8)  {number}").rows
    assert call in [str(reading.written) for reading in row.readings]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_gates_without_a_name_in_any_language_are_drawn_by_their_letters(monkeypatch, lang):
    monkeypatch.setitem(FAMILIES, "Janet", replace(JANET, equations=(), gates=("q", "w")))
    picture = ET.fromstring(render.hypertext(figure("gates", "Janet", units=4, features=3), lang=lang))
    (description,) = picture.iter("{http://www.w3.org/2000/svg}desc")
    assert re.findall(r"\b([qw])[:：]", description.text) == ["q", "w"]


def test_a_layer_runs_it_only_where_the_like_may_stand():
    for call, message in (
        ("RNN(Janet(4))", r"RNN: expected a cell such as LSTMCell\(64\), got Janet\(4\)"),
        ("TimeDistributed(JanetCell(4))", r"expected a layer such as Dense\(64\), got the cell JanetCell\(4\)"),
        ("Bidirectional(JanetCell(4))", "expected a recurrent layer such as"),
    ):
        with pytest.raises(InputError, match=message):
            tally(call, features=3)


#: Files that may name a class that keeps a state, or that is made of layers, and why.
NAMED = {
    "explaining/places.py": "a page belongs to a class",
    "explaining/rows.py": "models are printed so",
    "counting/models.py": "the layers of a model are a chain",
}
#: Rooms that know such classes by their facts.
ROOMS = ("reading", "counting", "explaining", "figures", "keras")


def named_in(file):
    """The classes that a file names in a string of its own."""
    tree = ast.parse(file.read_text(encoding="utf-8"))
    by_name = {name for name, family in FAMILIES.items() if family.composition or keeps_state(family)}
    strings = (node.value for node in ast.walk(tree) if isinstance(node, ast.Constant) and isinstance(node.value, str))
    return sorted(by_name.intersection(strings))


def test_no_room_knows_a_class_that_keeps_a_state_by_its_name():
    files = [file for room in ROOMS for file in sorted((ROOT / "rnnformula" / room).rglob("*.py"))]
    assert len(files) > 40
    found = {file.relative_to(ROOT / "rnnformula").as_posix(): named_in(file) for file in files}
    assert {name for name, classes in found.items() if classes} == NAMED.keys(), found
