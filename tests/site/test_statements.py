"""What tags state: a sentence in each language, formulas that count what they say, witnesses for all."""

import json
import re

import pytest

from rnnformula import tally
from rnnformula.citing.tag_code import is_tag
from rnnformula.language import LANGUAGES, words
from rnnformula.site.book.known import read_written_layer, split_layer
from rnnformula.site.book.pages import Page
from rnnformula.site.book.sources import TAGS_OF_PACKAGE
from rnnformula.site.publish.page_answers import CLAIM_VERDICTS
from rnnformula.site.tags.sentences_stated import sentence_of
from rnnformula.site.tags.spans import Span
from rnnformula.site.tags.tag_statements import read_statements_of_tags
from rnnformula.site.tags.tags_file import for_package
from tests.conftest import project_book, text
from tests.languages import CHINESE, ENGLISH

LIVING = [statement for statement in read_statements_of_tags(project_book()) if not statement.entry.retired]
COUNTING = [statement for statement in LIVING if statement.formula and statement.formula.python]
NUMBERS = {"units": 7, "features": 5, "filters": 4, "kernel_size": 3, "channels": 2}


def named(statement):
    return statement.entry.id


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_tag_states_a_sentence_in_each_language(lang):
    for statement in LIVING:
        sentence = statement.sentences[lang]
        assert len(sentence) > 2, statement.entry
        assert "](" not in sentence, statement.entry  # no link leads anywhere from where it is quoted
        assert "{#" not in sentence, statement.entry
        assert "\\units" not in sentence, statement.entry  # no macro that only this site knows
        assert sentence[-1] in '.!?。！？…”"' or statement.entry.kind == "formula", statement.entry


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_page_that_asks_states_its_title_and_the_answer_and_not_the_question(lang):
    stated = [each for each in LIVING if each.entry.kind == "page" and each.entry.page.startswith("questions/")]
    assert len(stated) > 1
    for statement in stated:
        sentence, title = statement.sentences[lang], statement.entry.titles[lang]
        assert sentence.startswith(title)
        answer = sentence.removeprefix(title).lstrip(" :：")[:16]
        without_links = re.sub(r"\[|\]\([^)]*\)", "", text(f"docs/{lang}/{statement.entry.page}"))
        _, asked, answered = without_links.split("\n**", 2)
        assert answer not in asked
        assert answer.startswith("$") or answer in answered, sentence


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_judged_claim_is_stated_with_its_verdict(lang):
    verdicts = "|".join(words(lang)[verdict] for verdict in CLAIM_VERDICTS)
    on_page = [each for each in LIVING if each.entry.page == "questions/wrong_answers.md" and each.entry.kind == "step"]
    judged = [each for each in on_page if each.entry.titles[CHINESE].endswith("”")]
    assert len(judged) > len(on_page) / 2
    for statement in judged:
        claim, _, why = re.split(f"({verdicts})", statement.sentences[lang], maxsplit=1)
        assert claim.strip(" :—") in statement.entry.titles[lang]
        assert why.strip(".:： ")


@pytest.mark.parametrize("name", ["simple-rnn.formula", "lstm.formula", "gru.formula"])
def test_the_formula_of_a_layer_is_stated_with_its_layer(name):
    statement = next(each for each in LIVING if named(each) == name)
    for sentence in statement.sentences.values():
        assert sentence.startswith(f"`{statement.formula.layer}` ")
        assert f"`{statement.formula.text}`" in sentence


@pytest.mark.parametrize(("kind", "stated"), [("table", "Page."), ("formula", "Text.")])
def test_an_id_before_the_first_heading_states_something(kind, stated):
    page = Page(ENGLISH, "page.md", f"docs/{ENGLISH}/page.md", "Text.\n")
    assert sentence_of(Span("page.early", page, kind, "Page", 3, 3, 3), None, None) == stated


def test_every_tag_has_a_witness_and_what_derives_has_one_that_ran():
    assert all(statement.witnesses for statement in LIVING)
    derived = [
        statement
        for statement in LIVING
        if statement.entry.kind in ("table", "figure", "formula") and statement.formula and statement.formula.python
    ]
    assert derived
    assert [named(each) for each in derived if {witness.kind for witness in each.witnesses} <= {"text"}] == []


@pytest.mark.parametrize("statement", COUNTING, ids=named)
def test_a_formula_counts_the_layer_that_it_names_and_python_text_and_polynomial_agree(statement):
    formula = statement.formula
    sizes = {name: NUMBERS.get(name, 2 + place) for place, name in enumerate(formula.sizes)}
    if formula.layer:
        layer, options = split_layer(formula.layer)
        counted = tally(layer, **options, **sizes)
        sizes = {name: counted.size(name) for name in sizes}  # a window counts by its places
    value = eval(formula.python, {"__builtins__": {}}, dict(sizes))
    assert value == eval(formula.text.replace("×", "*"), {"__builtins__": {}}, dict(sizes))
    assert isinstance(value, int)
    assert not formula.layer or value == counted.count


@pytest.mark.parametrize("statement", [one for one in LIVING if one.example], ids=named)
def test_an_example_has_the_count_of_its_layer_and_its_sum_says_so(statement):
    example = statement.example
    assert example.text.replace(",", "").rpartition("= ")[2] == str(example.count)
    if not example.layer.startswith("Sequential("):
        assert read_written_layer(example.layer).count == example.count


def test_what_rests_on_a_statement_is_used_by_it_and_the_other_way_round():
    by_tag = {statement.entry.tag: statement for statement in LIVING}
    for statement in LIVING:
        assert statement.entry.tag not in statement.rests_on
        for tag in statement.rests_on:
            assert is_tag(tag)
            assert statement.entry.tag in by_tag[tag].used_by
    assert sum(bool(statement.rests_on) for statement in LIVING) > len(LIVING) / 2
    formula = next(statement for statement in LIVING if named(statement) == "lstm.formula")
    assert any(by_tag[tag].entry.page != formula.entry.page for tag in formula.used_by)


def test_the_file_of_the_package_states_what_the_pages_state():
    """Words may be newer on the pages: `make ids` brings them, and a release demands it."""
    made = json.loads(for_package(project_book(), read_statements_of_tags(project_book())))
    kept = json.loads(text(TAGS_OF_PACKAGE))
    for tags in (made["tags"], kept["tags"]):
        for tag in tags:
            for by_language in ("titles", "statements"):
                tag[by_language] = sorted(tag[by_language])
    assert kept == made, "run `make ids`"
