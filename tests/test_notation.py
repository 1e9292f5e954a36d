import re
from itertools import product

import pytest

from rnnformula import equations
from rnnformula.language import LANGUAGES
from rnnformula.language.notation import MACROS, NOTATIONS, Notation, uses_macros
from rnnformula.render import gate_equations

KERAS = NOTATIONS["keras"].tex


@pytest.mark.parametrize("notation", NOTATIONS.values(), ids=NOTATIONS)
def test_a_notation_expands_every_macro_to_what_needs_none(notation):
    for name, number in MACROS.items():
        expanded = notation.expand(f"\\{name}" + r"{\units}" * number)
        assert expanded
        assert not uses_macros(expanded)


def test_notations_differ_and_are_named_in_every_language():
    formulas = [notation.expand(r"\units \times (\features + 1)") for notation in NOTATIONS.values()]
    assert len(set(formulas)) == len(formulas)
    for language, key in product(LANGUAGES.values(), NOTATIONS):
        assert language.words[f"notation_{key}"]


def test_the_order_of_a_product_follows_the_notation():
    tex = r"\apply{\kernel}{\inputvector}"
    assert NOTATIONS["letters"].expand(tex) == r"x_t \, W"
    assert NOTATIONS["textbook"].expand(tex) == r"W_{xh} \, x_t"
    assert NOTATIONS["pytorch"].expand(tex) == r"x_t \, W_{ih}^{\top}"
    assert NOTATIONS["d2l"].expand(tex) == r"X_t \, W_{xh}"
    output = r"\output = \apply{\outputkernel}{\state} + \outputbias"
    assert NOTATIONS["course"].expand(output) == r"\hat{y}^{\langle t \rangle} = W_{ya} \, a^{\langle t \rangle} + b_y"
    assert NOTATIONS["d2l"].expand(output) == r"O_t = H_t \, W_{hq} + b_q"


@pytest.mark.parametrize(
    ("tex", "small", "capital"),
    [
        (r"\attime{i}", "i_t", "I_t"),
        (r"\attime{\tilde{c}}", r"\tilde{c}_t", r"\tilde{C}_t"),
        (r"\attime{ab}", "ab_t", "ab_t"),
        (r"\kernelof{i} \odot i", r"W_{i} \odot i", r"W_{xi} \odot i"),
    ],
)
def test_a_notation_may_write_what_gates_compute_in_capitals(tex, small, capital):
    assert NOTATIONS["letters"].expand(tex) == small
    assert NOTATIONS["d2l"].expand(tex) == capital


@pytest.mark.parametrize(
    ("layer", "options", "lines"),
    [
        ("SimpleRNN", {}, [r"H_t = \tanh\left(X_t \, W_{xh} + H_{t-1} \, W_{hh} + b_h\right)"]),
        (
            "GRU",
            {"reset_after": False},
            [
                r"Z_t = \sigma\left(X_t \, W_{xz} + H_{t-1} \, W_{hz} + b_{z}\right)",
                r"R_t = \sigma\left(X_t \, W_{xr} + H_{t-1} \, W_{hr} + b_{r}\right)",
                r"\tilde{H}_t = \tanh\left(X_t \, W_{xh} + \left(R_t \odot H_{t-1}\right) \, W_{hh} + b_{h}\right)",
                r"H_t = Z_t \odot H_{t-1} + \left(1 - Z_t\right) \odot \tilde{H}_t",
            ],
        ),
    ],
)
def test_equations_in_the_letters_of_dive_into_deep_learning_are_those_of_the_book(layer, options, lines):
    """Its GRU resets the state before the product, with one bias."""
    written = gate_equations.lines(equations(layer, **options))
    assert [NOTATIONS["d2l"].expand(f"{left} = {right}") for left, right in written] == lines


@pytest.mark.parametrize(
    ("tex", "expanded"),
    [
        ("3 + 1", "3 + 1"),
        (r"\text{units}", r"\text{units}"),
        (r"\unitsof", r"\unitsof"),
        (r"\units\features", "uf"),
        (r"\apply{\apply{\kernel}{a}}{b}", r"b \, a \, W"),
        (r"\apply{a_{t}}{b}", r"b \, a_{t}"),
    ],
)
def test_only_macros_are_replaced(tex, expanded):
    assert NOTATIONS["letters"].expand(tex) == expanded


def test_a_letter_after_a_macro_does_not_become_part_of_a_control_word():
    greek = Notation("greek", KERAS | {"units": r"\mu"})
    assert greek.expand(r"{\units}a \units a") == r"{\mu}a \mu a"
    assert greek.expand(r"\apply{\units}{x}a") == r"x \cdot \mu a"


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        (r"\apply{a}", r"\apply takes 2 arguments in braces, got 'nothing'"),
        (r"\apply{a} b", r"\apply takes 2 arguments in braces, got ' b'"),
        (r"\apply{a}{b", r"\apply: a brace is opened and never closed in '{b'"),
    ],
)
def test_a_macro_without_its_arguments_is_refused(tex, message):
    with pytest.raises(ValueError, match=re.escape(message)):
        NOTATIONS["keras"].expand(tex)


@pytest.mark.parametrize(
    ("tex", "message"),
    [
        (KERAS | {"gate": "g"}, "disagree about gate"),
        ({name: tex for name, tex in KERAS.items() if name != "bias"}, "disagree about bias"),
        (KERAS | {"apply": "#1"}, r"\\apply takes 2 arguments, got '#1'"),
    ],
)
def test_a_notation_that_is_not_whole_is_refused(tex, message):
    with pytest.raises(ValueError, match=message):
        Notation("odd", tex)
