"""Search finds what people typed: real queries, answered in Node from the index of the site that was built."""

import gzip

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.publish.search import SEARCH_INDEX
from tests.browser.conftest import PATHS
from tests.languages import HOMES, WHOLE
from tests.search.rates import SEEN, answered, queries, rate, report

#: The shares of queries that must have a page that answers first, and among those that a reader looks at.
FIRST, AMONG_SEEN = 0.8, 0.95
FEWEST = 60
#: Compressed bytes of an index, which is fetched when a reader begins to search, and of the script that searches it.
INDEX_BYTES, SCRIPT_BYTES = 156_000, 8_000


@pytest.fixture(scope="module")
def answers(folder, lang):
    """What the search answers to all queries of a language."""
    return answered(folder, lang)


@pytest.mark.parametrize("lang", WHOLE, scope="module")
def test_what_people_typed_finds_a_page_that_answers(answers, lang, capsys):
    with capsys.disabled():
        print(f"\n{report(lang, answers).splitlines()[0]}")
    assert rate(answers, 1) >= FIRST, report(lang, answers)
    assert rate(answers, SEEN) >= AMONG_SEEN, report(lang, answers)


@pytest.mark.parametrize("lang", WHOLE, scope="module")
def test_the_box_is_offered_for_what_it_reads_and_for_nothing_else(answers):
    offered = [given for given in answers if given.offer]
    assert len(offered) >= 3
    assert [(given.text, given.offered) for given in offered if not given.is_offered] == []


@pytest.mark.parametrize("lang", WHOLE)
def test_the_queries_are_many_and_each_expects_pages_that_are_there(lang):
    listed = queries(lang)
    texts = [query["text"] for query in listed]
    assert len(set(texts)) == len(texts) >= FEWEST
    for query in listed:
        known = {page for page in query["pages"] if HOMES[lang] + page in PATHS}
        assert known, query
        assert known == set(query["pages"]) or "since" in query, query


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_index_and_what_searches_it_are_light(folder, lang):
    index = (folder / HOMES[lang] / SEARCH_INDEX).read_bytes()
    script = (folder / "assets" / "scripts" / "search.mjs").read_bytes()
    assert len(gzip.compress(index, 6)) <= INDEX_BYTES
    assert len(gzip.compress(script, 6)) <= SCRIPT_BYTES
