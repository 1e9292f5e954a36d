"""Two cold builds of the whole project, in two places, are byte-identical; a language more runs nothing more."""

import json
import re
import shutil

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.examples.planning import plan
from tests.conftest import ROOT, project_pages
from tests.languages import CHINESE, ENGLISH
from tests.site.books import book_of
from tests.site.conftest import PLAIN_SNIPPET, copy_project


@pytest.fixture(scope="module")
def builds(tmp_path_factory):
    """Two folders of files as bytes, built apart; then the first built again from its cache."""
    trees = []
    sites = [copy_project(tmp_path_factory.mktemp("first")), copy_project(tmp_path_factory.mktemp("second") / "deeper")]
    for site, seed in (*zip(sites, ("1", "2"), strict=True), (sites[0], "3")):
        done = site.make_alone("site", PYTHONHASHSEED=seed)
        assert done.returncode == 0, done.stderr
        out = site.folder / "site"
        trees.append({str(f.relative_to(out)): f.read_bytes() for f in sorted(out.rglob("*")) if f.is_file()})
        trees[-1]["executions"] = [line for line in done.stderr.splitlines() if "executions" in line]
    return trees


def without_log(tree):
    return {name: content for name, content in tree.items() if name != "executions"}


@pytest.mark.long
@pytest.mark.first
@pytest.mark.xdist_group("cold")
def test_two_cold_builds_are_byte_identical(builds):
    first, second = map(without_log, builds[:2])
    assert first.keys() == second.keys()
    assert [name for name in first if first[name] != second[name]] == []
    pages = [page for lang in LANGUAGES for page in (ROOT / "docs" / lang).rglob("*.md")]
    tags = json.loads((ROOT / "docs" / "ids.json").read_text("utf-8"))
    written = [name.startswith("t/") for name in first if name.endswith("index.html")]
    # Every page, the page of every tag, and their list.
    assert (written.count(False), written.count(True)) == (len(pages), len(tags) + 1)


@pytest.mark.long
@pytest.mark.first
@pytest.mark.xdist_group("cold")
def test_a_build_from_the_cache_is_what_the_fresh_one_was(builds):
    assert without_log(builds[0]) == without_log(builds[2])
    assert "0 executions" in builds[2]["executions"][0]
    assert " 0 executions" not in builds[0]["executions"][0]


@pytest.mark.long
def test_a_second_language_adds_no_execution(good, tmp_path):
    good.write("snippets/small.py", PLAIN_SNIPPET)
    good.record()
    shutil.rmtree(good.folder / ".cache")
    both = good.make("site").stderr
    shutil.rmtree(good.folder / ".cache")
    shutil.rmtree(good.folder / f"docs/{CHINESE}")
    good.replace("rnnformula/language/__init__.py", "        CHINESE,\n", "")
    alone = good.make("site").stderr
    with_both, with_one = (re.findall(r"1 examples, \d+ executions", said) for said in (both, alone))
    assert with_both == with_one != []


@pytest.mark.xdist_group("pages")
def test_the_pages_of_a_second_language_ask_for_nothing_more_to_run():
    pages = project_pages()
    whole, half = book_of(pages), book_of([page for page in pages if page.lang == ENGLISH])
    both, alone = plan(whole), plan(half)
    assert both.jobs.keys() == alone.jobs.keys()
    assert both.claims.keys() == alone.claims.keys()
    assert len(whole.fences) == 2 * len(half.fences)
