"""The scripts say what a layer costs as the package does: every layer under all its options, in stacks, over steps."""

import random
from dataclasses import replace
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from rnnformula import FAMILIES, FRAMEWORKS, InputError, cost
from rnnformula.facts.frameworks.torch import Stack
from rnnformula.site.publish.served_costs import cost_formulas, step_costs_of
from tests.numbers.test_counting import choices

REGISTER = FAMILIES | FRAMEWORKS
#: How large random sizes are, in digits.
DIGITS = (1, 3, 6)
#: The amounts that a page shows, as `rnnformula.cost` names them.
AMOUNTS = (
    (("forward", "multiply_accumulates"),),
    (("forward", "operations"), ("backward", "operations")),
    (("memory", "kept"),),
)
STACKED = ("SimpleRNN", "LSTM", "GRU")


def fragment(pairs):
    """How an address asks for it."""
    return "&".join(f"{name}={value}" for name, value in pairs.items())


def amounts_of(counted):
    """The numbers of a cost that a page shows."""
    return [sum(counted[key].value for key in keys) for keys in AMOUNTS]


def cost_of_layer(name, arguments, steps):
    """The cost of a layer that reads a vector of the width in its arguments, at each time step where it reads those."""
    family = REGISTER[name]
    shape = (arguments.get(family.input[-1], 1),)
    given = {argument: value for argument, value in arguments.items() if argument not in family.read}
    return cost(name, **given, input_shape=(steps, *shape) if "time" in family.input else shape)


def expect_same(ask, state, of_steps):
    """The scripts have the numbers of the package at one step and at all, and formulas that give them."""
    answered = ask(do="costs", of=fragment(state))
    steps = state.get("steps", 1)
    assert [int(amount["once"]) for amount in answered["amounts"]] == amounts_of(of_steps(1))
    values = amounts_of(of_steps(steps))
    assert [int(amount["value"]) for amount in answered["amounts"]] == values
    assert [eval(amount["formula"], {}, answered["sizes"]) for amount in answered["amounts"]] == values
    written = [amount["formula"].startswith("steps") for amount in answered["amounts"]]
    assert written == [answered["hasSteps"] and value > 0 for value in values]


@pytest.mark.parametrize("name", [family.name for family in REGISTER.values() if family.arrays and not family.inside])
def test_every_layer_costs_the_same_under_all_its_options(ask, name):
    family, chance = REGISTER[name], random.Random(name)
    for (options, present), digits in product(choices(family), DIGITS):
        sizes = {size: chance.randint(1, 10**digits) for size in family.all_sizes if present.get(size, True)}
        if present.get("proj_size"):
            sizes["units"] = sizes["proj_size"] + 1
        steps = {"steps": chance.randint(1, 99)} if "time" in family.input else {}
        state = {"layer": name, **sizes, **options, **steps}
        if not step_costs_of(name) or present.get("lora_rank"):
            assert ask(do="costs", of=fragment(state)) is None
            continue
        arguments = sizes | options
        expect_same(ask, state, lambda steps, given=arguments: cost_of_layer(name, given, steps))


def is_known(name, sizes):
    """Whether it is known what a layer costs; one that wants more than sizes, such as an equation, is none of those."""
    try:
        return cost_of_layer(name, sizes, 3).layers[0].is_known
    except InputError:
        return False


def test_every_layer_is_served_of_which_that_is_known_but_those_that_read_space():
    shown = [family for family in REGISTER.values() if family.arrays and not family.inside]
    asked = {family.name: dict.fromkeys(family.sizes, 32) for family in shown if "space" not in family.input}
    known = {name for name, sizes in asked.items() if is_known(name, sizes)}
    assert {"LSTM", "Dense", "torch.nn.GRU"} <= known
    assert known == {name for name in REGISTER if step_costs_of(name)}


def test_a_layer_with_wrong_equations_is_served_without_costs(monkeypatch):
    sizes = {"units": 4, "features": 3}
    assert cost_formulas(FAMILIES["GRU"], sizes)
    arrays = (replace(array, shape=array.shape.removeprefix("2 ")) for array in FAMILIES["GRU"].arrays)
    wrong = replace(FAMILIES["GRU"], arrays=tuple(arrays))
    monkeypatch.setitem(FAMILIES, "GRU", wrong)
    known = [choice for choice, _ in step_costs_of.__wrapped__("GRU")]
    assert {"use_bias": True, "reset_after": False} in known
    assert {"use_bias": True, "reset_after": True} not in known
    assert cost_formulas(wrong, sizes) == {}


def stack_of(state, steps):
    """The cost of layers on each other, all of which work out the gradient of what they read."""
    options = "".join(f", {name}={state[name]}" for name in ("use_bias", "reset_after") if name in state)

    def layer(more):
        call = f"{state['layer']}({state['units']}{options}{more})"
        return f"Bidirectional({call})" if state.get("bidirectional") else call

    chain = [layer(", return_sequences=True")] * (state.get("layers", 1) - 1) + [layer("")]
    if dense := state.get("dense"):
        chain.append(f"Dense({dense})")
    shape = (steps, state["features"])
    return cost(f"Sequential([{', '.join(chain)}])", input_shape=shape, input_gradient=True)


@settings(max_examples=150)
@given(st.data())
def test_layers_on_each_other_cost_the_same(ask, data):
    draw = data.draw
    layer = draw(st.sampled_from(STACKED))
    sizes = st.integers(1, 300)
    state = {"layer": layer, "units": draw(sizes), "features": draw(sizes), "steps": draw(sizes)}
    state["use_bias"] = draw(st.booleans())
    if layer == "GRU":
        state["reset_after"] = draw(st.booleans())
    state["layers"] = draw(st.integers(1, 5))
    if dense := draw(st.integers(0, 9)):
        state["dense"] = dense
    if draw(st.booleans()):
        state["bidirectional"] = True
    expect_same(ask, state, lambda steps: stack_of(state, steps))


@pytest.mark.parametrize("name", [family.name for family in REGISTER.values() if isinstance(family, Stack)])
def test_modules_of_many_layers_cost_the_same(ask, name):
    for layers, both in product((1, 2, 3, 7), (False, True)):
        arguments = {"units": 5, "features": 3, "num_layers": layers, "bidirectional": both}
        state = {"layer": name, **arguments, "steps": 11}
        expect_same(ask, state, lambda steps, arguments=arguments: cost(name, **arguments, steps=steps))


@pytest.mark.parametrize("more", [{}, {"time_distributed": True}], ids=["alone", "time_distributed"])
def test_a_layer_at_each_time_step_costs_the_same(ask, more):
    state = {"layer": "Dense", "units": 15, "features": 16, "steps": 64, **more}
    expect_same(ask, state, lambda steps: cost("Dense", units=15, input_shape=(steps, 16)))
    expect_same(ask, state, lambda steps: cost("TimeDistributed(Dense(15))", features=16, steps=steps))


def test_a_layer_without_time_steps_shows_none(ask):
    assert not ask(do="costs", of="layer=Dense&units=2&features=3")["hasSteps"]
    assert not ask(do="costs", of="layer=LSTMCell&units=2&features=3")["hasSteps"]
    assert ask(do="costs", of="layer=LSTM&units=2&features=3")["hasSteps"]
