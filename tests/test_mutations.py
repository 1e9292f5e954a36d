"""Changes made by rule: each kind changes something, samples are found, the rates are those that are promised."""

import json
import random

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.book.measured import HARMLESS_KIND, read_mutation_rates
from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.sources import MUTATION_RATES, Sources
from tests.conftest import ROOT, project_book
from tests.languages import CHINESE, ENGLISH
from tests.mutations.__main__ import OTHER_KINDS, summary
from tests.mutations.judging import Found, Judge
from tests.mutations.of_examples import changed_jobs
from tests.mutations.of_pages import KINDS, harmless, in_all_languages, in_one_language, visible
from tests.mutations.of_sources import of_families, of_labels, of_records

#: Kind and languages -> how much of it has to be found, of what was last measured.
PROMISED = {
    ("digits", "one"): 0.995,
    ("digits", "all"): 0.98,
    ("number words", "one"): 0.98,
    ("number words", "all"): 0.98,
    ("symbols", "one"): 0.99,
    ("symbols", "all"): 0.99,
    ("operators", "one"): 0.99,
    ("operators", "all"): 0.99,
    ("shapes", "all"): 0.98,
    ("gate orders", "all"): 0.98,
    ("table cells", "all"): 0.98,
    ("examples", ""): 0.95,
    ("records", ""): 0.99,
    ("labels", ""): 0.98,
}
#: How many harmless edits may be complained about.
COMPLAINTS = 0.03
#: A page with something of every kind but a table, and one with a table.
PATH, WITH_CELLS = "layers/lstm.md", "questions/two_biases.md"


@pytest.fixture(scope="module")
def judge():
    return Judge(project_book())


@pytest.mark.parametrize("kind", KINDS)
def test_every_kind_changes_what_readers_see_and_a_sample_is_found(judge, kind):
    chance = random.Random(kind)
    versions = judge.versions[WITH_CELLS if kind == "table cells" else PATH]
    made = in_one_language(versions, kind, chance)
    assert made
    for mutation in chance.sample(made, min(3, len(made))):
        (page,) = mutation.pages
        before = next(version for version in versions if version.file == page.file)
        assert visible(page) != visible(before)
        assert judge.judge(mutation) is not Found.NOT, mutation.what


def test_the_same_change_in_all_languages_is_found(judge):
    made = in_all_languages(judge.versions[PATH], "digits", 1)
    assert len(made) > 5
    assert all({page.lang for page in mutation.pages} == set(LANGUAGES) for mutation in made)
    assert judge.judge(made[0]) is not Found.NOT


def test_what_does_not_change_is_not_found(judge):
    versions = judge.versions[PATH]
    nothing = harmless(versions)[0]
    assert judge.judge(nothing) is Found.NOT
    assert {page.lang for mutation in harmless(versions) for page in mutation.pages} == {ENGLISH, CHINESE}


def test_families_records_labels_and_examples_are_changed():
    book = project_book()
    families = list(of_families(book))
    assert {mutation.file.split("/")[2] for mutation in families} == {"families", "frameworks"}
    assert all(book.sources.text(mutation.file) != mutation.text for mutation in families)
    assert len(families) > 100
    assert len(list(of_labels())) > 50
    assert len(list(of_records(book, random.Random(1)))) > 500
    assert len(list(changed_jobs(book))) > 500


def test_the_rates_count_what_was_tried_found_and_missed():
    judged = [("digits", "one", "a", Found.MEANING), ("digits", "one", "b", Found.NOT)]
    judged += [(HARMLESS_KIND, "", "c", Found.NOT), (HARMLESS_KIND, "", "d", Found.ACCEPTANCE)]
    rates, wrong = summary(judged)
    assert [tuple(rate) for rate in rates] == [("digits", "one", 2, 1, 1), (HARMLESS_KIND, "", 2, 1, 0)]
    assert wrong == ["digits: b", "harmless: d"]


def test_every_kind_was_measured_and_has_its_words():
    measured = {rate.kind for rate in project_book().mutation_rates.rates}
    assert measured == {*KINDS, *OTHER_KINDS}
    for language in LANGUAGES.values():
        assert {f"changed_{kind.replace(' ', '_')}" for kind in measured} <= language.words.keys()


def test_as_much_is_found_as_is_promised():
    rates = {(rate.kind, rate.where): rate for rate in project_book().mutation_rates.rates}
    low = {key: rates[key] for key, least in PROMISED.items() if rates[key].caught < least * rates[key].tried}
    assert low == {}
    assert rates[HARMLESS_KIND, ""].caught <= COMPLAINTS * rates[HARMLESS_KIND, ""].tried


@pytest.mark.parametrize("rates", ["3", "{}", '{"rates": [{"kind": "digits"}], "missed": []}', ""])
def test_a_damaged_file_of_rates_is_named(rates):
    with pytest.raises(SiteError, match=MUTATION_RATES):
        read_mutation_rates(Sources(ROOT, {MUTATION_RATES: rates}))


def test_a_missing_file_of_rates_is_named():
    with pytest.raises(SiteError, match=f"{MUTATION_RATES}:1: the file is missing"):
        read_mutation_rates(Sources(ROOT, {}))


def test_more_found_than_tried_is_no_rate():
    rate = {"kind": "digits", "where": "one", "tried": 1, "caught": 2, "by_meaning": 1}
    with pytest.raises(SiteError, match="no more found than tried"):
        read_mutation_rates(Sources(ROOT, {MUTATION_RATES: json.dumps({"rates": [rate], "missed": []})}))
