import re
from itertools import product

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.language.notation import MACROS, NOTATIONS, Notation, uses_macros

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
