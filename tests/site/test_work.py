"""CITATION.cff is read in one place, and what it lacks is named."""

from datetime import date

import pytest
import yaml

from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.sources import CITATION, Sources
from rnnformula.site.book.work import TEXT_LICENSE, TEXT_LICENSE_ADDRESS, Author, read_work
from rnnformula.site.fences.loading import bind
from tests.conftest import ROOT, project_book, text

FACTS = yaml.safe_load(text(CITATION))


def work_of(facts):
    """What is read of a citation file with these facts."""
    return read_work(bind(Sources(ROOT, {**project_book().sources.texts, CITATION: yaml.safe_dump(facts)}), []))


def test_a_work_has_the_facts_of_the_file():
    more = {"url": "https://example.org/rnn/", "repository-code": "https://example.org/code"}
    work = work_of(FACTS | more)
    assert (work.title, work.version, work.license) == (FACTS["title"], FACTS["version"], FACTS["license"])
    assert work.released == FACTS["date-released"]
    assert isinstance(work.released, date)
    assert list(work.keywords) == FACTS["keywords"]
    assert work.abstract == FACTS["abstract"].strip()
    assert (work.address, work.repository) == tuple(more.values())
    assert work_of({name: FACTS[name] for name in FACTS.keys() - {"url", "keywords"}}).keywords == ()


def test_authors_are_people_and_groups():
    people = [{"given-names": "Ada", "family-names": "Lovelace"}, {"name": "A group"}]
    assert work_of(FACTS | {"authors": people}).authors == (
        Author("Ada Lovelace", "Ada", "Lovelace"),
        Author("A group"),
    )
    assert [author.is_group for author in work_of(FACTS | {"authors": people}).authors] == [False, True]


@pytest.mark.parametrize("lacking", ["authors", "title", "license", "version", "date-released"])
def test_what_a_citation_needs_has_to_be_there(lacking):
    with pytest.raises(SiteError, match=r"CITATION\.cff:1: expected authors"):
        work_of({name: fact for name, fact in FACTS.items() if name != lacking})


@pytest.mark.parametrize("wrong", [{"authors": []}, {"authors": [{"given-names": "A"}]}, {"version": 1.0}])
def test_what_is_no_text_is_refused(wrong):
    with pytest.raises(SiteError, match=r"CITATION\.cff:1: expected authors"):
        work_of(FACTS | wrong)


def test_the_licence_of_the_pages_is_the_one_that_stands_beside_them():
    stated = text("docs/LICENSE")
    assert f"SPDX-License-Identifier: {TEXT_LICENSE}\n" in stated
    assert TEXT_LICENSE_ADDRESS.removeprefix("https://") in stated
