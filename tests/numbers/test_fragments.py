"""Code as people paste it is counted as Keras builds it, and in the page as in the package."""

import json
from contextlib import suppress

import pytest

from rnnformula import InputError, OpenSizeError, count, explain, render
from rnnformula.asking import STYLE, counted
from rnnformula.cli import read_arguments
from rnnformula.counting.coded import model_of
from rnnformula.counting.open_models import open_model
from rnnformula.counting.open_values import OpenValues, Undecided
from rnnformula.language.writing import write
from rnnformula.reading.code.chains import read_code
from rnnformula.reading.code.meanings import Given, Raised
from tests.languages import CHINESE, ENGLISH
from tests.numbers.fragments import IMPORTS, KERAS, OPEN, REFUSED, STYLED, TORCH
from tests.numbers.refusals import Refused

ALL = [
    *(code for _, code, _ in [*STYLED, *KERAS, *TORCH]),
    *(code for code, *_ in OPEN),
    *(code for code, _ in REFUSED),
]


def built(code):
    """The number of parameters of what Keras builds from code."""
    names = {}
    exec(IMPORTS + code, names)
    return next(names[name] for name in ("model", "m") if name in names).count_params()


@pytest.fixture(scope="module")
def numbers():
    """Code for Keras -> the number of what it builds, each built once."""
    return {code: built(code) for code in {code for *_, code in [*STYLED, *KERAS]}}


@pytest.mark.parametrize(
    ("code", "truth"), [case[1:] for case in [*STYLED, *KERAS]], ids=[case[0] for case in [*STYLED, *KERAS]]
)
def test_code_is_counted_as_keras_builds_it(numbers, code, truth):
    assert count(code) == numbers[truth]
    explained = explain(code)
    assert sum(row.count for row in explained.rows) == numbers[truth]


@pytest.mark.parametrize(("code", "formula", "names"), OPEN)
def test_what_is_open_stays_in_the_formula(code, formula, names):
    with pytest.raises(OpenSizeError) as error:
        count(code)
    assert error.value.formula == formula
    assert error.value.names == (names,)
    value = (7, 5) if names.endswith(":]") else 6
    filled = count(code, given={names: value})
    number = value[-1] if isinstance(value, tuple) else value
    text = formula.replace(f"{names}[-1]", names).replace(names, str(number)).replace("×", "*").replace(",", "")
    assert filled == eval(text)


@pytest.mark.parametrize(("code", "key"), REFUSED)
def test_what_code_does_not_say_is_refused(code, key):
    with pytest.raises(InputError) as error:
        counted(code)
    assert (error.value.phrase or ("live_depends",))[0] == key


def told(code):
    """What the package reads, as the page's scripts tell it."""
    try:
        return [_told(found) for found in read_code(code)]
    except Raised as raised:
        return raised.key
    except (Undecided, InputError):
        return "live_depends"


def _told(found):
    values = OpenValues(Given({}))
    model = model_of(found, values)
    opened = open_model(found, Given({})) if values.requested else None
    counts = [row.count for row in (opened or model).rows]
    rows = [
        [row.name, row.call, write(number, STYLE), [list(shape) for shape in row.outputs]]
        for row, number in zip(model.rows, counts, strict=True)
    ]
    return {
        "name": found.name,
        "count": write((opened or model).count, STYLE),
        "names": list(opened.names) if opened else [],
        "start": list(model.shape) if model.shape else None,
        "isModel": found.is_model,
        "tied": [list(pair) for pair in model.tied],
        "rows": rows,
    }


def test_what_is_tied_is_said_and_what_is_frozen_is_told():
    code = next(code for name, code, _ in TORCH if name == "tied")
    for lang, said in ((ENGLISH, "decoder.weight is encoder.weight"), (CHINESE, "decoder.weight 就是 encoder.weight")):
        assert said in render.text(explain(code), lang=lang)
    assert "decoder.weight = encoder.weight" in render.text(counted(code), lang=ENGLISH)
    frozen = next(code for name, code, _ in TORCH if name == "weights that are there before")
    assert (counted(frozen).count, counted(frozen).trainable) == (400 + 168, 168)


def test_a_layer_that_the_code_does_not_say_can_be_given():
    code = "inputs = Input((30,))\nmodel = Model(inputs, LSTM(4)(embedding_layer(inputs)))"
    with pytest.raises(OpenSizeError) as error:
        count(code)
    assert error.value.names == ("embedding_layer",)
    assert count(code, given={"embedding_layer": "Embedding(100, 8)"}) == 800 + 208
    assert count(code, **read_arguments(["embedding_layer=Embedding(100, 8)"])) == 800 + 208


@pytest.mark.parametrize("code", ALL)
def test_the_page_reads_the_same(ask, code):
    try:
        there = ask(do="code", text=code)
    except Refused as refused:
        there = refused.key
    assert json.dumps(there) == json.dumps(told(code))


def test_values_are_filled_in_by_the_text_of_the_code(ask):
    code = "model.add(LSTM(units, input_shape=(None, X_train.shape[2])))\nmodel.add(Dense(y.shape[1]))"
    given = {"X_train.shape[2]": 5, "units": 64, "y.shape[1]": 3}
    assert count(code, given=given) == 4 * 64 * (5 + 64 + 1) + 3 * 65
    assert ask(do="code", text=code, given=given)[0]["count"] == f"{count(code, given=given):,}"
    with pytest.raises(InputError, match="has no other that is open"):
        count("model.add(LSTM(4, input_shape=(3, 2)))", given={"other": 3})


def test_several_models_have_an_answer_each():
    code = "a = Sequential([LSTM(4, input_shape=(3, 2))])\nb = Sequential([LSTM(5, input_shape=(3, 2))])"
    assert [model.count for model in counted(code).models] == [112, 160]
    with pytest.raises(InputError, match="2 models here: a 112; b 160"):
        count(code)


@pytest.mark.parametrize(
    "code",
    [
        "(" * 5000,
        "a = LSTMCell(4)\n" + "a = StackedRNNCells([a, a])\n" * 40,
        "m = Sequential()\n" + "m.add(m)\n" * 40,
        "def f(x):\n    return f(f(x))\nf(LSTM(3))",
        "x = " + "a if b else " * 5000 + "c",
        "x = [0] * 10 ** 9\nfor i in x: LSTM(i)",
        "for i in range(10 ** 9):\n    model.add(LSTM(3))",
        "x" * 100_001,
        "LSTM(" + "9" * 5000 + ")",
        "class A(A):\n    pass\nA()",
        "model.add(model)",
        "\0LSTM(3",
        "x = 2 ** 2 ** 2 ** 99\nLSTM(x)",
    ],
)
def test_no_code_takes_long_or_breaks(ask, code):
    with suppress(InputError):
        counted(code)
    with suppress(Refused):
        ask(do="code", text=code)
