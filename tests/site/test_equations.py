"""A wrong equation is found without a framework: worked out, it gives something else than Keras did."""

import ast
import json
from dataclasses import replace
from functools import cache

import pytest

from rnnformula.facts.families import FAMILIES
from rnnformula.language import LANGUAGES
from rnnformula.site.book.sources import KNOWN_OUTPUTS
from rnnformula.site.checks.equations import compare_outputs, compare_with_keras
from rnnformula.site.examples.running import Result
from rnnformula.site.examples.trials import (
    key,
    variants,
)
from tests.conftest import project_book
from tests.site.books import book_of, problems_in, things_in

KNOWN = project_book().known_outputs
VARIANTS = [
    pytest.param(family, variant, id=f"{family.name} {variant.options}".replace("'", ""))
    for family, variant in variants()
]
LSTM = key(FAMILIES["LSTM"], FAMILIES["LSTM"].step_variants[0])
#: Operators, gates and functions, and what they become.
EXCHANGED = {ast.Add: ast.Sub, ast.Sub: ast.Add, ast.Mult: ast.Add}


def wrong(expression, gates):
    """The expression with one sign, gate, function, row or factor changed, each in turn."""
    for number, node in enumerate(ast.walk(ast.parse(expression, mode="eval"))):
        tree = ast.parse(expression, mode="eval")
        node = list(ast.walk(tree))[number]
        match node:
            case ast.BinOp(op=sign) if type(sign) in EXCHANGED:
                node.op = EXCHANGED[type(sign)]()
            case ast.Attribute(attr=gate):
                node.attr = gates[gates.index(gate) - 1]
            case ast.Name(id="tanh"):
                node.id = "sigmoid"
            case ast.Name(id="sigmoid"):
                node.id = "tanh"
            case ast.Subscript():
                node.slice = ast.Constant(1 - node.slice.value)
            case _:
                continue
        yield ast.unparse(tree)


@pytest.mark.parametrize(("family", "variant"), VARIANTS)
def test_every_equation_changed_in_one_place_is_found(family, variant):
    record = KNOWN[key(family, variant)]
    assert compare_outputs(family, variant, record) == ""
    tried = 0
    for number, equation in enumerate(variant.equations):
        for expression in wrong(equation.expression, family.gates):
            changed = list(variant.equations)
            changed[number] = replace(equation, expression=expression)
            assert compare_outputs(family, replace(variant, equations=tuple(changed)), record), expression
            tried += 1
    assert tried or family.name == "Dense"  # without a bias it has one product


def test_gates_in_another_order_are_found():
    for family, variant in variants():
        if family.gates:
            first, second, *rest = family.gates
            other = replace(family, gates=(second, first, *rest))
            assert compare_outputs(other, variant, KNOWN[key(family, variant)])


def test_the_check_names_the_file_of_the_family(monkeypatch):
    assert problems_in("equations", []) == []
    assert things_in("equations", []) == len(KNOWN) == len(VARIANTS)
    lstm = FAMILIES["LSTM"]
    changed = tuple(
        replace(equation, expression=equation.expression.replace("f * c + i", "f * c - i"))
        for equation in lstm.equations
    )
    monkeypatch.setitem(FAMILIES, "LSTM", replace(lstm, equations=changed))
    said = [str(problem) for problem in problems_in("equations", [])]
    assert len(said) == 2
    assert said[0].startswith("rnnformula/facts/families/lstm.py:1: LSTM use_bias=True: the equations give ")


def test_equations_that_were_never_compared_and_records_of_none_are_named(tmp_path, monkeypatch):
    (tmp_path / "tests").mkdir()
    kept = {name: record for name, record in KNOWN.items() if '"GRU"' not in name} | {'["JANET", {}]': {}}
    (tmp_path / KNOWN_OUTPUTS).write_text(json.dumps(kept), encoding="utf-8")
    said = [problem.message for problem in problems_in("equations", [], tmp_path)]
    assert sum("no output of Keras is recorded" in message for message in said) == 4
    assert sum("there are no such equations" in message for message in said) == 1


@pytest.mark.parametrize(("family", "variant"), VARIANTS)
def test_the_records_are_what_keras_puts_out(family, variant):
    from tests.outputs import recorded

    record, known = recorded(family, variant), KNOWN[key(family, variant)]
    assert record["weights"] == known["weights"]
    assert record["inputs"] == known["inputs"]
    for mine, theirs in zip(record["outputs"], known["outputs"], strict=True):
        assert mine == pytest.approx(theirs, abs=1e-5)


@cache
def tried():
    """What Keras puts out now, as a build has it."""
    from tests.outputs import put_out_now

    return {key(family, variant): Result(record=put_out_now(family, variant)) for family, variant in variants()}


def test_a_build_compares_each_set_of_equations_with_keras_to_a_small_difference():
    compared = compare_with_keras(project_book(), tried())
    assert compared.problems == []
    assert compared.sets == len(VARIANTS)
    assert 0 < compared.largest < 1e-6


def test_every_choice_of_options_with_equations_of_its_own_is_compared():
    choices = [variant.options for family, variant in variants() if family.name == "GRU"]
    assert {"use_bias": False, "reset_after": False} in choices
    assert len(choices) == 4


def test_a_wrong_equation_is_named_at_its_family_and_at_each_page_that_prints_it_whatever_is_recorded(monkeypatch):
    lstm = FAMILIES["LSTM"]
    changed = tuple(
        replace(equation, expression=equation.expression.replace("f * c + i", "f * c - i"))
        for equation in lstm.equations
    )
    monkeypatch.setitem(FAMILIES, "LSTM", replace(lstm, equations=changed))
    problems = compare_with_keras(project_book(), tried()).problems
    message = "LSTM use_bias=True: run in this build, the equations give "
    assert {problem.file for problem in problems if problem.message.startswith(message)} == {
        "rnnformula/facts/families/lstm.py",
        *(f"docs/{lang}/layers/lstm.md" for lang in LANGUAGES),
    }


def test_a_record_that_keras_no_longer_puts_out_is_stale(tmp_path):
    (tmp_path / "tests").mkdir()
    kept = json.loads(json.dumps(KNOWN))
    kept[LSTM]["outputs"][1][0] += 0.001
    (tmp_path / KNOWN_OUTPUTS).write_text(json.dumps(kept), encoding="utf-8")
    messages = [str(problem) for problem in compare_with_keras(book_of([], tmp_path), tried()).problems]
    stale = "LSTM use_bias=True: Keras puts out something else than is recorded; run `make record-outputs`"
    assert messages == [f"{KNOWN_OUTPUTS}:1: {stale}"]


def test_a_layer_that_keras_can_not_run_and_numbers_that_are_none_are_problems():
    record = json.loads(json.dumps(tried()[LSTM].record))
    record["outputs"][0][1] = float("nan")
    for result, fault in (
        (Result(error="ValueError: no", line=1), "Keras could not run the layer: ValueError: no"),
        (Result(record=record), "Keras nan"),
    ):
        problems = compare_with_keras(project_book(), tried() | {LSTM: result}).problems
        assert problems
        assert all(fault in problem.message for problem in problems)
