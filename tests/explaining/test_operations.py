"""What a row takes forward, against `rnnformula.cost`: for all time steps where the table tells them, else for each."""

import json
import xml.etree.ElementTree as tree

import pytest

from rnnformula import InputError, cost, count, explain, render
from rnnformula.costing.forward_costs import ForwardCost, forward_cost
from rnnformula.counting.solving import leaves
from rnnformula.explaining.explained import EXPLAINED
from rnnformula.language import DEFAULT, LANGUAGES, words
from rnnformula.reading.inputs import read_shape
from rnnformula.reading.layers import read_layer
from tests.explaining import pastes
from tests.explaining.small_tables import calls, connected, inputs, lstm, modules
from tests.explaining.tables import table
from tests.explaining.test_keras_models import MODELS, built
from tests.explaining.test_real import printed
from tests.lazily import keras
from tests.summaries.printing.recorded import recorded

REAL = [
    *(record["text"] for record in recorded()),
    *(text for name, text in vars(pastes).items() if name.isupper() and isinstance(text, str)),
]
FORWARD = ("forward", "multiply_accumulates")
#: A layer, and the axes of a sample that it reads.
LAYERS = {
    "SimpleRNN(4)": (6, 3),
    "LSTM(4, return_sequences=True)": (6, 3),
    "GRU(4, reset_after=False)": (6, 3),
    "Bidirectional(GRU(4), merge_mode='sum')": (6, 3),
    "RNN([LSTMCell(4), GRUCell(5)])": (6, 3),
    "TimeDistributed(Dense(4))": (6, 3),
    "TimeDistributed(LSTM(4))": (6, 5, 3),
    "TimeDistributed(Conv2D(4, 3))": (6, 9, 9, 2),
    "ConvLSTM2D(4, 3, strides=2)": (6, 9, 9, 2),
    "Conv1D(4, 3, padding='same')": (6, 3),
    "Conv2D(4, 3, groups=2)": (9, 9, 2),
    "Dense(4)": (3,),
    "Dense(4, lora_rank=2)": (3,),
    "Dense(5)": (7, 7, 3),
    "Embedding(9, 4)": (6,),
    "Sequential([LSTM(4, return_sequences=True), GRU(2), Dense(3)])": (6, 3),
    "torch.nn.LSTM(3, 4, num_layers=2, bidirectional=True)": (6, 3),
    "torch.nn.LSTM(3, 4, proj_size=2)": (6, 3),
    "torch.nn.Linear(3, 4)": (6, 3),
}
CHAIN = (inputs(5, 3), lstm(4, 3, shape=(None, 5, 4)), ("d (Dense)", (None, 5, 2), 10))


def said(explanation, lang=DEFAULT):
    """The sentences on rows of an explanation, by the names of those that have one."""
    rows = json.loads(render.json(explanation, lang=lang))["rows"]
    return {row["name"]: row["forward"]["sentence"] for row in rows if row["forward"] and row["forward"]["sentence"]}


def known(explanation):
    """What is known of each row that has parameters, in their order."""
    return [row.forward for row in explanation.rows if row.count]


@pytest.mark.parametrize("layer", LAYERS)
def test_the_forward_pass_alone_is_that_of_the_whole_cost(layer):
    record, axes = read_layer(layer), LAYERS[layer]
    forward = forward_cost(record, read_shape(record, axes))
    assert forward.multiply_accumulates == cost(layer, input_shape=axes)[FORWARD].value
    if forward.steps is not None:
        assert forward.steps == axes[0]
        assert forward.each_step * forward.steps == forward.multiply_accumulates


def test_steps_that_are_open_leave_the_number_for_each_of_them():
    assert forward_cost(read_layer("LSTM(20)"), (None, None, 10)) == ForwardCost(None, 2400)
    assert forward_cost(read_layer("LSTMCell(20)"), (None, 10)) == ForwardCost(None, 2400)
    for layer, shape in (("TimeDistributed(LSTM(4))", (None, None, 5, 3)), ("BatchNormalization()", (None, 3))):
        with pytest.raises(InputError):
            forward_cost(read_layer(layer), shape)


def costed(row):
    """What `rnnformula.cost` has of the first reading of a row with time steps, with as many steps."""
    reading = row.readings[0]
    axes = (row.forward.steps or 1, reading.reads)
    return cost(str(reading.written), input_shape=axes)[FORWARD].value


@pytest.mark.parametrize("number", range(len(REAL)))
def test_the_rows_of_real_tables_cost_what_their_layers_cost(number):
    for row in explain(REAL[number]).rows:
        if row.forward is None or not row.forward.each_step or row.readings[0].written.family.cell:
            continue
        assert costed(row) == (row.forward.multiply_accumulates or row.forward.each_step), row.name


def test_real_tables_tell_the_cost_of_many_rows():
    rows = [row for text in REAL for row in explain(text).rows if row.forward]
    assert sum(row.forward.steps is not None for row in rows) > 40
    assert sum(row.forward.multiply_accumulates is None for row in rows) > 40
    assert {leaf.family.name for row in rows for leaf in leaves(row.readings[0].written)} >= {
        *("Dense", "LSTM", "GRU", "Conv1D", "Embedding"),
        *("torch.nn.LSTM", "torch.nn.GRU", "torch.nn.RNN", "torch.nn.GRUCell", "torch.nn.Linear"),
    }


def test_steps_are_those_that_a_row_puts_out_or_the_row_before_it():
    own = explain(table(lstm(64, 8, shape=(None, 30, 64))))
    before = explain(table(inputs(30, 8), lstm(64, 8)))
    neither = explain(table(lstm(64, 8)))
    each = 4 * 64 * (8 + 64)
    assert known(own) == known(before) == [ForwardCost(30 * each, each, 30)]
    assert known(neither) == [ForwardCost(None, each)]
    assert said(own) == {
        "lstm": f"Forward: {30 * each:,} multiply-accumulates for one sample, 30 time steps of {each:,}."
    }
    assert said(neither) == {"lstm": f"Forward: {each:,} multiply-accumulates at each time step of one sample."}


def test_steps_that_the_table_leaves_open_are_not_made_up():
    each = 4 * 64 * (8 + 64)
    assert known(explain(table(inputs(None, 8), lstm(64, 8, shape=(None, None, 64))))) == [ForwardCost(None, each)]
    # A row of PyTorch is not said to read the one above it.
    assert known(explain(modules(("├─LSTM: 1-1", "[2, 64]", count("torch.nn.LSTM(8, 64)"))))) == [
        ForwardCost(None, each)
    ]


@pytest.mark.parametrize("name", MODELS)
def test_a_model_costs_the_same_in_code_as_a_real_one_and_as_it_is_printed(name):
    made = built(MODELS[name])
    in_code = [layer.amounts.get(FORWARD) for layer in cost(f"Sequential([{', '.join(MODELS[name])}])").layers]
    real = [row for row in explain(made).rows if row.type != "InputLayer"]
    told = [row for row in explain(printed(made, 120)).rows if row.type != "InputLayer"]
    for row, alike, amount in zip(real, told, in_code, strict=True):
        forward = row.forward and row.forward.multiply_accumulates
        assert forward == (amount.value if amount and row.count else None), row.name
        if alike.verdict == EXPLAINED:
            assert alike.forward == row.forward, row.name


def test_a_convolution_costs_what_the_places_that_it_puts_out_cost_in_groups_too():
    call = "Conv2D(8, 3, groups=2, strides=2)"
    rows = (inputs(9, 9, 4), ("c (Conv2D)", (None, 4, 4, 8), count(call, channels=4)))
    assert known(explain(table(*rows))) == [ForwardCost(cost(call, input_shape=(9, 9, 4))[FORWARD].value)]


def test_what_is_not_known_or_weighs_nothing_is_not_spoken_of():
    text = table(
        inputs(7),
        ("e (Embedding)", (None, 7, 4), 36),
        ("b (BatchNormalization)", (None, 7, 4), 16),
        ("f (Flatten)", (None, 28), 0),
    )
    explanation = explain(text)
    assert known(explanation) == [ForwardCost(0), None]
    assert said(explanation) == {}
    for form in (render.text, render.markdown, render.html):
        assert "multiply" not in form(explanation)


def test_the_line_belongs_to_the_first_reading():
    lines = render.text(explain("simple_rnn (SimpleRNN)  (None, 10)  120")).splitlines()
    (place,) = [number for number, line in enumerate(lines) if "multiply-accumulates" in line]
    assert lines[place - 2].lstrip().startswith("SimpleRNN(10) on 1 feature")
    assert lines[place + 1].lstrip().startswith("SimpleRNN(10, use_bias=False)")
    assert f" {count('SimpleRNN', units=10, features=1, use_bias=False)} " in lines[place]


# What is called more than once


def test_a_shared_layer_has_no_number_for_a_sample():
    shared = [
        ("a (InputLayer)", (None, 9, 3), 0, "-"),
        ("b (InputLayer)", (None, 9, 3), 0, "-"),
        ("lstm (LSTM)", (None, 4), 128, "a[0][0], b[0][0]"),
        ("c (Concatenate)", (None, 8), 0, "lstm[0][0], lstm[1][0]"),
        ("dense (Dense)", (None, 2), 18, "c[0][0]"),
    ]
    explanation = explain(connected(*shared))
    assert known(explanation) == [None, ForwardCost(16)]
    assert explanation.forward is None
    code = "s = LSTM(4)\na, b = Input((9, 3)), Input((9, 3))\nm = Model([a, b], Dense(2)(Concatenate()([s(a), s(b)])))"
    assert known(explain(code)) == [None, ForwardCost(16)]
    assert explain(code).forward is None
    assert cost(code).not_known == ("LSTM(4)", "Concatenate()")


def test_a_state_or_a_mask_beside_the_input_is_no_second_call():
    rows = [
        ("a (InputLayer)", (None, 9, 3), 0, "-"),
        ("h (InputLayer)", (None, 4), 0, "-"),
        ("gru (GRU)", (None, 4), count("GRU", units=4, features=3), "a[0][0], h[0][0]"),
    ]
    assert known(explain(connected(*rows))) == [ForwardCost(9 * 84, 84, 9)]


@pytest.mark.parametrize(("kind", "forward"), [("Functional", ForwardCost(14)), ("TimeDistributed", None)])
def test_a_row_in_a_model_that_each_step_calls_has_no_number(kind, forward):
    rows = [
        ("x (InputLayer)", "(None, 5, 7)" if forward is None else "(None, 7)", "0"),
        (f"m ({kind})", "(None, 5, 2)" if forward is None else "(None, 2)", "16"),
        ("   └ d (Dense)", "(None, 2)", "16"),
    ]
    lines = ["┃ Layer (type) ┃ Output Shape ┃ Param # ┃", *(f"│ {' │ '.join(row)} │" for row in rows)]
    explanation = explain("\n".join(lines))
    assert explanation.rows[2].depth == 1
    assert explanation.rows[2].forward == forward


def test_a_row_in_a_model_that_is_called_on_two_inputs_has_no_number():
    rows = [
        *(("a (InputLayer)", "(None, 7)", "0", "-"), ("b (InputLayer)", "(None, 7)", "0", "-")),
        ("m (Functional)", "(None, 2)", "16", "a[0][0], b[0][0]"),
        ("   └ d (Dense)", "(None, 2)", "16", "-"),
    ]
    lines = ["┃ Layer (type) ┃ Output Shape ┃ Param # ┃ Connected to ┃", *(f"│ {' │ '.join(row)} │" for row in rows)]
    explanation = explain("\n".join(lines))
    assert (explanation.rows[3].depth, explanation.rows[3].forward) == (1, None)
    once = explain("\n".join(lines).replace("a[0][0], b[0][0]", "a[0][0]"))
    assert once.rows[3].forward == ForwardCost(14)


def test_a_module_that_is_called_again_has_no_number():
    rows = [
        ("├─Linear: 1-1", "[2, 4]", 16),
        ("├─Linear: 1-2", "[2, 4]", "(recursive)"),
        ("├─Linear: 1-3", "[2, 5]", 25),
    ]
    explanation = explain(modules(*rows))
    assert [row.forward for row in explanation.rows] == [None, None, ForwardCost(20)]
    assert explanation.forward is None


def test_what_flax_prints_of_a_cell_is_called_at_each_step():
    flax = [
        record["text"] for record in recorded() if record["printer"].startswith("Flax") and "float" in record["text"]
    ]
    assert flax
    assert not any(row.forward for text in flax for row in explain(text).rows)


# Which axis of PyTorch is time


@pytest.mark.parametrize(
    ("shapes", "forward"),
    [
        (["[32, 30, 4]", "[32, 5]"], ForwardCost(30 * 112, 112, 30)),
        (["[30, 32, 4]", "[32, 5]"], ForwardCost(30 * 112, 112, 30)),
        (["[32, 30, 4]", "[32, 30, 5]"], ForwardCost(None, 112)),
        (["[30, 30, 4]", "[30, 5]"], ForwardCost(30 * 112, 112, 30)),
        (["[32, 30, 4]", "[960, 5]"], ForwardCost(None, 112)),
        (["[30, 4]", "[30, 5]"], ForwardCost(None, 112)),
        (["[-1, 30, 4]", "[-1, 5]"], ForwardCost(30 * 112, 112, 30)),
        (["[-1, 2, 4]", "[-1, 5]"], ForwardCost(None, 112)),
    ],
)
def test_the_steps_of_pytorch_are_told_where_one_axis_must_be_the_samples(shapes, forward):
    rows = [("├─LSTM: 1-1", shapes[0], count("torch.nn.LSTM(3, 4)")), ("├─Linear: 1-2", shapes[1], 25)]
    assert known(explain(modules(*rows)))[0] == forward


def test_a_linear_layer_on_all_steps_of_all_samples_has_no_number():
    rows = [("├─LSTM: 1-1", "[32, 30, 4]", count("torch.nn.LSTM(3, 4)")), ("├─Linear: 1-2", "[960, 5]", 25)]
    assert known(explain(modules(*rows))) == [ForwardCost(None, 112), None]


def test_the_steps_of_one_sample_without_an_axis_for_samples_are_no_samples():
    rows = [("├─LSTM: 1-1", "[30, 4]", count("torch.nn.LSTM(3, 4)")), ("├─Linear: 1-2", "[30, 5]", 25)]
    assert known(explain(modules(*rows))) == [ForwardCost(None, 112), None]


def test_modules_that_are_printed_once_for_several_have_no_number():
    text = "Net(\n  (a): LSTM(3, 4)\n  (b): ModuleList(\n    (0-3): 4 x LSTM(3, 4)\n  )\n)"
    assert known(explain(text)) == [ForwardCost(None, 112), None]


def test_torchsummary_says_which_axis_holds_the_samples():
    text = calls(("LSTM-1", "[-1, 30, 4]", 144), ("Linear-2", "[-1, 30, 5]", 25))
    assert known(explain(text))[1] == ForwardCost(600, 20, 30)


# All rows together


def total_of(*rows, **more):
    return explain(table(*rows, **more)).forward


def test_all_rows_together_cost_what_the_model_costs():
    code = "Sequential([Input((5, 3)), LSTM(4, return_sequences=True), Dense(2)])"
    whole = cost(code)[FORWARD].value
    assert total_of(*CHAIN) == explain(code).forward == whole
    assert total_of(*CHAIN, ("f (Flatten)", (None, 10), 0), ("r (ReLU)", (None, 10), 0)) == whole
    sentence = f"Forward, all rows together: {whole:,} multiply-accumulates for one sample."
    text = render.text(explain(table(*CHAIN)))
    assert text.splitlines().count(sentence) == 1
    assert render.text(explain(code)).count(sentence) == 1


@pytest.mark.parametrize(
    "rows",
    [
        (*CHAIN, ("b (BatchNormalization)", (None, 5, 2), 8)),  # its cost is not known
        (*CHAIN, ("x (Mine)", (None, 5, 2), 8)),
        (*CHAIN, ("x (Mine)", (None, 5, 2), 0)),  # it may multiply without parameters
        (*CHAIN, ("x (Dot)", (None, 5), 0)),
        (*CHAIN, ("l (Lambda)", (None, 5), 0)),
        CHAIN[1:],  # more than one reading
        (inputs(None, 3), lstm(4, 3), ("d (Dense)", (None, 2), 10)),  # no steps
        CHAIN[:2],  # the row has said it
    ],
)
def test_there_is_no_total_where_anything_is_open(rows):
    assert total_of(*rows) is None
    assert "together" not in render.text(explain(table(*rows)))


def test_there_is_no_total_where_a_row_is_missing_or_tables_are_several():
    assert total_of(*CHAIN, total=1000) is None
    text = table(*CHAIN)
    assert explain(f"{text}\n\n{text}").forward is None


# Real objects and code


def test_a_real_layer_and_a_real_model_know_their_steps():
    layer = keras.layers.LSTM(64)
    layer.build((None, 30, 8))
    each = 4 * 64 * (8 + 64)
    assert known(explain(layer)) == [ForwardCost(30 * each, each, 30)]
    lines = ["Input((30, 8))", "LSTM(4, return_sequences=True)", "Conv1D(3, 5, strides=2)", "Dense(2)"]
    whole = cost(f"Sequential([{', '.join(lines)}])")
    explanation = explain(built(lines))
    assert [row.multiply_accumulates for row in known(explanation)] == [
        layer.amounts[FORWARD].value for layer in whole.layers
    ]
    assert explanation.forward == whole[FORWARD].value
    shared = keras.layers.Dense(2)
    first, second = keras.Input((3,)), keras.Input((3,))
    siamese = keras.Model([first, second], [shared(first), shared(second)])
    assert known(explain(siamese)) == [None]


def test_code_knows_what_its_layers_read():
    each = 4 * 64 * (8 + 64)
    assert known(explain("LSTM(64, input_shape=(30, 8))")) == [ForwardCost(30 * each, each, 30)]
    assert known(explain("torch.nn.LSTM(8, 64)")) == [ForwardCost(None, each)]
    # Nothing says on how many vectors it is called.
    assert known(explain("class Net(nn.Module):\n  def __init__(self):\n    self.fc = nn.Linear(16, 2)")) == [None]
    assert explain("model.add(LSTM(n, input_shape=(30, 5)))\nmodel.add(Dense(3))").forward is None


# How it is written


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_form_and_language_says_it(lang):
    explanation = explain(table(*CHAIN))
    fields = json.loads(render.json(explanation, lang=lang))
    sentences = [*said(explanation, lang).values(), fields["forward"]["sentence"]]
    assert len(sentences) == 3
    html = "".join(tree.fromstring(f"<div>{render.html(explanation, lang)}</div>").itertext())
    for written in (html, render.text(explanation, lang=lang), render.markdown(explanation, lang=lang)):
        assert [written.count(sentence) for sentence in sentences] == [1, 1, 1]


def test_json_has_the_numbers_and_null_where_they_are_not_known():
    def fields(text):
        answer = json.loads(render.json(explain(text)))
        rows = [
            row["forward"] and {key: row["forward"][key] for key in row["forward"] if key != "sentence"}
            for row in answer["rows"]
        ]
        return rows, answer["forward"] and answer["forward"]["multiply_accumulates"]

    whole = {"multiply_accumulates": 560, "each_step": 112, "steps": 5}
    assert fields(table(*CHAIN)) == ([None, whole, {"multiply_accumulates": 40, "each_step": 8, "steps": 5}], 600)
    each = {"multiply_accumulates": None, "each_step": 112, "steps": None}
    assert fields(table(lstm(4, 3))) == ([each], None)


def test_one_is_said_as_one():
    assert words(DEFAULT)["forward_in_all"].startswith("Forward: 1 multiply-accumulate for")
    assert said(explain(table(inputs(1), ("d (Dense)", (None, 1), 2)))) == {
        "d": "Forward: 1 multiply-accumulate for one sample."
    }
