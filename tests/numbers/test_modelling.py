"""A model that is built in the page has the numbers of the package; what is copied of it Keras prints and runs."""

import contextlib
import io
import random

import pytest
from hypothesis import given, settings

from rnnformula import explain, model, render
from rnnformula.counting.models import readable_bytes
from rnnformula.language import LANGUAGES, words
from tests import configurations
from tests.lazily import keras
from tests.numbers import as_json
from tests.numbers.refusals import Refused

#: A model as it is typed, and its input.
STACK = {"model": "LSTM(64), Dropout(0.2), GRU(8), Dense(1)", "input": [30, 5]}
#: Names and shapes that are longer than the columns of Keras, layers that are not all trained, one without an input.
PRINTED = [
    STACK,
    {
        "model": "Bidirectional(LSTM(64, trainable=False), merge_mode='sum'), BatchNormalization(), LSTM(8), Dense(3)",
        "input": [30, 5],
    },
    {"model": "Conv1D(16, 3, padding='same'), GlobalMaxPooling1D(), Reshape((4, 4)), Permute((2, 1))", "input": [9, 2]},
    {"model": "Dense(9, activation=None), Dense(2, activation='softmax', use_bias=False)", "input": [7]},
    {"model": "RNN([LSTMCell(4), GRUCell(3)]), RepeatVector(5), TimeDistributed(Dense(2))", "input": [None, 5]},
    {"model": "SimpleRNN(4, return_state=True, name='a(b')", "input": [3, 5]},
]


@settings(max_examples=150)
@given(configurations.chains())
def test_a_model_has_the_rows_and_totals_of_the_package(ask, layers):
    _, *rest = layers
    axes = model(layers).shape[1:]
    shown = ask(do="build", state={"model": ", ".join(rest), "input": axes})
    free = model(rest, input_shape=axes)
    assert [(row["name"], row["call"], row["output"], row["count"]) for row in shown["rows"]] == [
        (row.name, row.call, as_json.of(row.output), row.count) for row in free.rows
    ]
    assert (shown["count"], shown["trainable"], shown["bytes"]) == (free.count, free.trainable, free.bytes)
    assert shown["again"] == shown["state"]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("state", PRINTED, ids=range(len(PRINTED)))
def test_the_markdown_is_that_of_the_package(ask, state, lang):
    shown = ask(do="build", state=state, words=words(lang))
    shape = tuple(shown["state"]["input"])
    expected = render.markdown(model(f"[{shown['state']['model']}]", input_shape=shape), lang=lang)
    assert shown["markdown"].partition("\n\n")[0] == expected
    assert shown["markdown"].endswith(f"[{words(lang)['live_model_open']}]({shown['address']})\n")


@pytest.mark.parametrize("state", PRINTED, ids=range(len(PRINTED)))
def test_the_code_runs_and_keras_prints_the_table(ask, state, monkeypatch):
    monkeypatch.setenv("COLUMNS", "120")
    shown = ask(do="build", state=state)
    keras.backend.clear_session()
    printed = io.StringIO()
    names = {}
    with contextlib.redirect_stdout(printed):
        exec(shown["code"], names)
    assert printed.getvalue().split() == [str(shown["count"])]
    lines = []
    names["model"].summary(line_length=88, print_fn=lines.append)
    assert "\n".join(lines) == shown["summary"]


@pytest.mark.parametrize("state", PRINTED[:5], ids=range(5))
def test_the_table_can_be_explained(ask, state):
    shown = ask(do="build", state=state)
    explained = explain(shown["summary"])
    assert [row.count for row in explained.rows] == [row["count"] for row in shown["rows"]]


def test_a_layer_before_one_that_reads_steps_returns_them(ask):
    shown = ask(do="build", state=STACK)
    assert shown["state"]["model"] == "LSTM(64, return_sequences=True), Dropout(rate=0.2), GRU(8), Dense(1)"
    assert shown["added"] == [0]
    state = {"model": "Bidirectional(LSTM(4))", "input": [3, 2]}
    more = ask(do="extend", state=state, text="Bidirectional(GRU(3)), LSTM(2)")
    both = "Bidirectional(LSTM(4, return_sequences=True)), Bidirectional(GRU(3, return_sequences=True)), LSTM(2)"
    assert more["model"] == both


@pytest.mark.parametrize(
    ("text", "given_input", "key"),
    [
        ("Dense(3), LSTM(3)", [5], "live_axes_steps"),
        ("LSTM(units)", [3, 4], "live_model_variable"),
        ("LSTM(4, use_bias=flag)", [3, 4], "live_model_variable"),
        ("torch.nn.LSTM(3, 4)", [3, 4], "live_model_keras"),
        ("", [3], "live_model_unread"),
        ("foo", [3], "live_model_unread"),
        ("LSTM(", [3, 4], "live_missing"),
        ("Dense(0)", [3], "live_positive"),
        ("Dense(3)", ["a"], "live_input_shape"),
        ("LSTM(4)", [3, None], "live_open"),
        ("LSTMCell(4)", [3, 4], "live_cell_alone"),
    ],
)
def test_what_is_no_model_is_refused(ask, text, given_input, key):
    with pytest.raises(Refused) as refused:
        ask(do="build", state={"model": text, "input": given_input})
    assert refused.value.key == key


def test_without_an_input_only_what_needs_none_is_counted(ask):
    shown = ask(do="build", state={"model": "LSTM(4), Dense(1)", "input": None})
    assert shown["count"] is None
    assert [row["name"] for row in shown["rows"]] == ["lstm", "dense"]
    assert "0 (unbuilt)" in shown["summary"]
    assert ask(do="build", state={"model": "Embedding(100, 8), LSTM(4)", "input": None})["count"] == 1008


def test_an_address_stays_readable_and_its_brackets_are_closed(ask):
    state = {"model": "LSTM(64, return_sequences=True), Dense(1)", "input": [None, 5]}
    assert ask(do="build", state=state)["address"] == "#model=LSTM(64,return_sequences=True),Dense(1)&input=None,5"
    address = ask(do="build", state={"model": "Dense(3, name='a, (b')", "input": [5]})["address"]
    assert address == "#model=Dense%283,name='a,+%28b'%29&input=5"


def test_bytes_are_rounded_as_python_does(ask):
    chance = random.Random(3)
    numbers = [0, 4, 524, 1152, 1156, 1408, 68_719_476, *(chance.randint(1, 2**50) for _ in range(300))]
    assert ask(do="bytes", numbers=numbers) == [readable_bytes(number) for number in numbers]
