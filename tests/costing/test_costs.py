"""What `rnnformula.cost` takes and gives: amounts, formulas, models, conventions, errors, formats."""

import contextlib
import json
import re
from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnformula import Cost, InputError, cost, count, render, run_counted
from rnnformula.cli import main
from rnnformula.costing.costs import COST_PARTS, OPTIMIZER_SLOTS
from rnnformula.costing.evaluations import evaluations
from rnnformula.costing.operation_counts import OPERATION_KINDS
from rnnformula.costing.step_costs import step_cost, step_products
from rnnformula.counting.expressions import evaluate
from rnnformula.counting.models import BYTES
from rnnformula.facts import Array, Equation
from rnnformula.facts.families import FAMILIES
from rnnformula.language import LANGUAGES
from rnnformula.reading.layers import read_layer

SIZES = {"units": 20, "features": 10, "steps": 3}
TWO_LAYERS = "Sequential([Input((None, 3)), LSTM(4, return_sequences=True), LSTM(5), Dense(2)])"


def test_the_lstm_that_everybody_counts_in_another_way():
    lstm = cost("LSTM", **SIZES)
    assert lstm["forward", "multiply_accumulates"].value == 7200
    assert lstm["forward", "multiply_accumulates"].each_step == 2400
    assert lstm["backward", "multiply_accumulates"].value == 14400
    assert lstm["memory", "kept"].value == 4 * 3 * (10 + 7 * 20)


@pytest.mark.parametrize("name", ["SimpleRNN", "LSTM", "GRU"])
@settings(max_examples=20, deadline=None)
@given(units=st.integers(1, 50), features=st.integers(1, 50), steps=st.integers(1, 40), batch=st.integers(1, 9))
def test_every_formula_gives_its_number(name, units, features, steps, batch):
    sizes = {"units": units, "features": features, "steps": steps}
    for amount in cost(name, batch=batch, **sizes).amounts.values():
        assert evaluate(amount.formula, sizes | {"batch": batch}) == amount.value
    longer = cost(name, batch=batch, **sizes | {"steps": steps + 1})
    for key, amount in cost(name, batch=batch, **sizes).amounts.items():
        assert longer[key].value - amount.value == amount.each_step


@pytest.mark.parametrize("name", ["SimpleRNN", "LSTM", "GRU"])
def test_the_length_moves_operations_and_no_parameter(name):
    amounts = cost(name, **SIZES).amounts
    still = {key for (part, key), amount in amounts.items() if part == "memory" and not amount.each_step}
    assert still == {"parameters", "gradients", "optimizer", "in_use"}
    moving = [key for key, amount in amounts.items() if key[0] != "memory" and amount.polynomial]
    assert all(amounts[key].each_step * 3 == amounts[key].value for key in moving)
    assert amounts["memory", "kept"].each_step


def test_without_biases_a_multiply_accumulate_is_a_parameter():
    for name in ("SimpleRNN", "LSTM", "GRU"):
        products = cost(name, use_bias=False, **SIZES)["forward", "multiply_accumulates"].each_step
        assert products == count(name, units=20, features=10, use_bias=False)


@pytest.mark.parametrize(
    ("call", "more"),
    [
        (TWO_LAYERS, {"steps": 4}),
        ("Sequential([Input((3, 2)), Bidirectional(GRU(2, return_sequences=True)), SimpleRNN(3), Dense(2)])", {}),
        ("Sequential([Input((4,)), Embedding(9, 3), LSTM(2, return_sequences=True), TimeDistributed(Dense(2))])", {}),
        ("Sequential([Input((3, 2)), SimpleRNN(2, return_sequences=True), Flatten(), Dense(2)])", {}),
    ],
)
@pytest.mark.parametrize("batch", [1, 3])
def test_a_model_costs_what_a_run_of_it_counts(call, more, batch):
    whole = cost(call, batch=batch, **more)
    run = run_counted(call, batch=batch, input_gradient=False, **more).counted
    for kind in OPERATION_KINDS:
        assert whole["forward", kind].value == run.forward[kind]
        assert whole["backward", kind].value == run.backward[kind]
    assert whole["memory", "kept"].value == 4 * len(run.kept)
    for part in ("forward", "backward"):
        for key in COST_PARTS[part]:
            layers = [layer.amounts[part, key].value for layer in whole.layers]
            assert whole[part, key].value == sum(layers)


def test_what_a_layer_hands_on_is_kept_once():
    whole = cost(TWO_LAYERS, steps=10)
    first, second, dense = (layer.amounts["memory", "kept"].value // 4 for layer in whole.layers)
    assert first == 10 * (3 + 7 * 4)
    assert second == 10 * 7 * 5 + 4  # of what it reads only the last state is not kept by the first layer
    assert dense == 5


def test_the_first_layer_of_a_model_needs_no_gradient_of_its_input():
    alone = cost("LSTM", units=4, features=3, steps=10)
    first = cost(TWO_LAYERS, steps=10).layers[0].amounts
    saved = alone["backward", "multiply_accumulates"].value - first["backward", "multiply_accumulates"].value
    assert saved == 10 * 4 * 4 * 3
    asked = cost(TWO_LAYERS, steps=10, input_gradient=True).layers[0].amounts
    assert asked["backward", "multiply_accumulates"].value == alone["backward", "multiply_accumulates"].value


def test_a_frozen_layer_has_no_gradients_and_no_optimizer_state():
    frozen = cost("LSTM(20, trainable=False)", features=10, steps=3, input_gradient=False)
    assert frozen["backward", "operations"].value == frozen["memory", "kept"].value == 0
    assert frozen["memory", "gradients"].value == frozen["memory", "optimizer"].value == 0
    assert frozen["memory", "parameters"].value == 9920


def test_conventions_choose_what_counts():
    def operations(**convention):
        return cost("LSTM", **SIZES, **convention)["forward", "operations"].value

    assert operations(mac=1, biases=False, element_wise=False) == 7200
    assert operations(mac=2, biases=False, element_wise=False) == 14400
    assert operations(mac=2, biases=True, element_wise=False) == 14640
    assert operations() == 15420


@pytest.mark.parametrize("optimizer", OPTIMIZER_SLOTS)
def test_the_state_of_an_optimizer_is_as_many_numbers_as_it_keeps(optimizer):
    lstm = cost("LSTM", optimizer=optimizer.lower(), **SIZES)
    assert lstm.optimizer == optimizer
    assert lstm["memory", "optimizer"].value == OPTIMIZER_SLOTS[optimizer] * lstm["memory", "parameters"].value


@pytest.mark.parametrize("dtype", BYTES)
def test_bytes_follow_the_type_of_numbers(dtype):
    lstm, usual = cost("LSTM", dtype=dtype, **SIZES), cost("LSTM", **SIZES)
    assert lstm["memory", "parameters"].value * 4 == usual["memory", "parameters"].value * BYTES[dtype]
    computed = 2 if "16" in dtype else BYTES[dtype]
    for key in ("kept", "in_use"):
        assert lstm["memory", key].value * 4 == usual["memory", key].value * computed


def test_what_is_in_use_at_a_step_is_what_it_still_reads():
    def in_use(call):
        return cost(call, features=10, steps=3)["memory", "in_use"].value // 4

    assert in_use("SimpleRNN(20)") == 10 + 2 * 20  # the input, the state before and the new one
    assert in_use("GRU(20)") == 10 + 4 * 20  # the input, the state, two gates and the candidate
    assert in_use("LSTM(20)") == 10 + 6 * 20  # the input, two states, three gates and the candidate


def test_in_a_model_the_states_of_other_layers_wait():
    whole = cost(TWO_LAYERS, steps=10)["memory", "in_use"].value // 4
    assert whole == max(3 + 6 * 4 + 2 * 5, 4 + 6 * 5 + 2 * 4)


def test_a_layer_of_which_nobody_knows_what_it_computes_is_named():
    whole = cost("Sequential([Input((30, 5)), LSTM(64), BatchNormalization(), Dense(1)])")
    assert whole.not_known == ("BatchNormalization()",)
    parts = [layer.amounts["forward", "operations"].value for layer in whole.layers if layer.is_known]
    assert whole["forward", "operations"].value == sum(parts)
    for language in LANGUAGES:
        assert "BatchNormalization()" in render.text(whole, lang=language).splitlines()[-1]


def test_an_activation_without_a_known_gradient_is_counted_like_tanh_and_named():
    gelu, tanh = (cost(f"Dense(4, activation='{name}')", features=3) for name in ("gelu", "tanh"))
    assert gelu.amounts == tanh.amounts
    assert "gelu" in str(gelu)
    assert "gelu" not in str(tanh)


@pytest.mark.parametrize("walked", [step_cost, step_products])
def test_equations_of_which_no_cost_is_known_are_named(walked):
    ((evaluation,), _) = evaluations(read_layer("GRU(4)"), (None, 3, 2))
    kernel, recurrent_kernel, _ = evaluation.step.arrays
    step = replace(evaluation.step, arrays=(kernel, recurrent_kernel, Array("bias", "3u")))
    with pytest.raises(InputError, match=r"^z = .* does not fit the arrays kernel \(f 3u\), .*, bias \(3u\)$"):
        walked(step)
    with pytest.raises(InputError, match=r"^h = h \+ peephole does not fit the arrays kernel "):
        walked(replace(step, equations=(Equation("h", "h + peephole"),)))
    with pytest.raises(InputError, match=r"^no cost is known of 'x / h'$"):
        walked(replace(step, equations=(Equation("h", "x / h"),)))


def test_code_as_it_is_pasted_is_costed():
    code = "model = Sequential()\nmodel.add(LSTM(n, input_shape=(30, 5)))\nmodel.add(Dense(1))"
    pasted = cost(code, given={"n": 64})
    written = cost("Sequential([Input((30, 5)), LSTM(64), Dense(1)])")
    assert pasted["forward", "operations"].value == written["forward", "operations"].value
    torch = cost("torch.nn.LSTM(10, 20, batch_first=True)", steps=3)
    assert torch["forward", "multiply_accumulates"].value == 7200
    assert torch["forward", "bias_additions"].value == 2 * cost("LSTM", **SIZES)["forward", "bias_additions"].value


def example_of(family):
    """A call of a family and what it reads, as small as it can be."""
    arguments = {
        "units": 2,
        "filters": 2,
        "kernel_size": 1,
        "input_dim": 5,
        "output_dim": 3,
        "num_heads": 1,
        "key_dim": 2,
    }
    return {name: arguments[name] for name in family.arguments if name in arguments}


@pytest.mark.parametrize("family", FAMILIES.values(), ids=list(FAMILIES))
def test_every_layer_has_a_cost_or_says_that_it_is_not_known(family):
    shape = [4 if axis == "time" else 3 for axis in family.input if axis != "..."]
    shape = (4, *shape) if "..." in family.input else tuple(shape)
    with contextlib.suppress(InputError):  # what is missing or made of layers
        known = cost(family.name, input_shape=shape, **example_of(family))
        assert known.not_known or known["forward", "operations"].value >= 0
        assert not (family.equations and known.not_known)


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ({"units": 2, "features": 3}, "LSTM(2): steps is missing; give the number of time steps, such as steps=30"),
        (SIZES | {"steps": 0}, "cost: steps must be a positive integer, got 0"),
        (SIZES | {"batch": 0}, "cost: batch must be a positive integer, got 0"),
        (SIZES | {"batch": True}, "cost: batch must be a positive integer, got True"),
        (SIZES | {"mac": 3}, "cost: mac must be 1 or 2, got 3"),
        (SIZES | {"biases": 1}, "cost: biases must be True or False, got 1"),
        (SIZES | {"dtype": "float33"}, "cost: unknown dtype 'float33'; did you mean 'float32'?"),
        (SIZES | {"optimizer": "Adm"}, "cost: unknown optimizer 'Adm'; did you mean 'Adam'?"),
        (SIZES | {"input_gradient": 2}, "cost: input_gradient must be True or False, got 2"),
        (SIZES | {"unit": 3}, "LSTM: unknown argument 'unit'"),
        ({"units": 2, "input_shape": (30, 5), "steps": 3}, "LSTM(2): it reads 30 time steps, got steps=3 too"),
    ],
)
def test_bad_input_gets_an_error_that_names_it(words, says):
    with pytest.raises(InputError, match=re.escape(says)):
        cost("LSTM", **words)


@pytest.mark.parametrize("call", ["Dense(4)", "LSTMCell(4)", "torch.nn.Linear(3, 4)"])
def test_steps_of_a_layer_that_reads_none_are_refused(call):
    features = {} if call.startswith("torch") else {"features": 3}
    with pytest.raises(InputError, match="it reads no time steps"):
        cost(call, steps=3, **features)
    assert cost(call, **features).steps is None


def test_a_chain_takes_no_sizes_of_layers():
    with pytest.raises(InputError, match=r"cost: unknown argument 'units'"):
        cost("Sequential([Input((3, 2)), LSTM(4)])", units=3)


def test_the_parts_of_a_cost_can_be_had_alone():
    lstm = cost("LSTM", **SIZES)
    assert {part for part, _ in lstm.only("memory").amounts} == {"memory"}
    assert lstm.only(*COST_PARTS).amounts == lstm.amounts
    with pytest.raises(InputError, match="unknown part 'bytes'"):
        lstm.only("bytes")


@pytest.mark.parametrize("form", render.FORMATS)
@pytest.mark.parametrize("call", ["LSTM(20)", TWO_LAYERS])
def test_a_cost_is_written_in_every_format_and_language(form, call):
    whole = cost(call, steps=3, **({} if call == TWO_LAYERS else {"features": 10}))
    written = {language: render.FORMATS[form](whole, lang=language) for language in LANGUAGES}
    number = whole["forward", "multiply_accumulates"].value
    for text in written.values():
        assert f"{number:,}" in text.replace("{,}", ",") or str(number) in text
    assert len(set(written.values())) == (1 if form == "json" else len(LANGUAGES))


def test_json_has_every_amount_with_its_formula():
    whole = cost("GRU", **SIZES)
    fields = json.loads(render.json(whole))
    assert fields["total"]["memory"]["kept"] == {
        "formula": "4 * batch * steps * (features + 6 * units)",
        "each_step": 520,
        "value": 1560,
    }
    assert sum(len(part) for part in fields["total"].values()) == len(whole.amounts)
    assert fields["convention"] == {"mac": 2, "biases": True, "element_wise": True}


def test_the_command_prints_what_the_function_gives(capsys):
    assert main(["cost", "LSTM", "units=20", "features=10", "steps=3", "mac=1", "optimizer=sgd"]) == 0
    assert capsys.readouterr().out == f"{cost('LSTM', mac=1, optimizer='SGD', **SIZES)}\n"
    assert main(["cost", "model.add(LSTM(n, input_shape=(30, 5)))", "n=64", "--format", "json"]) == 0
    assert json.loads(capsys.readouterr().out)["layers"][0]["sizes"]["units"] == 64
    with pytest.raises(SystemExit):
        main(["cost", "LSTM", "units=20", "features=10"])
    assert "steps is missing" in capsys.readouterr().err


def test_a_notebook_shows_a_cost():
    assert isinstance(cost("LSTM", **SIZES), Cost)
    assert cost("LSTM", **SIZES)._repr_html_().startswith("<table")
    assert cost("LSTM", **SIZES)._repr_latex_().startswith("$$")


def test_code_that_freezes_a_layer_saves_its_gradients():
    code = "model = Sequential()\nmodel.add(LSTM(20, input_shape=(3, 10)))\n{}model.add(Dense(1))"
    free, frozen = (cost(code.format(more)) for more in ("", "model.layers[0].trainable = False\n"))
    assert free.layers[0].amounts["backward", "operations"].value
    assert frozen.layers[0].amounts["backward", "operations"].value == 0
    assert frozen["forward", "operations"].value == free["forward", "operations"].value
