"""A release is prepared whole or not at all, and a build is for the root or for the folder of the last one."""

import json
import os
import re
import subprocess
from datetime import date

import pytest
import yaml

from rnnformula.language import LANGUAGES, words
from rnnformula.site.book.problems import SiteError
from rnnformula.site.book.released import read_releases, stated_before, version_order
from rnnformula.site.book.sources import CITATION, LEDGER, TAGS_OF_PACKAGE, Sources
from rnnformula.site.fences.loading import read_book
from rnnformula.site.publish.editions import check_folder, home_of, told_to_theme
from rnnformula.site.publish.tag_pages import TagPages
from rnnformula.site.releases.preparing import prepare
from rnnformula.site.tags.tag_statements import read_statements_of_tags
from tests.conftest import ROOT, text
from tests.languages import ENGLISH
from tests.published import ledger_of
from tests.site.builder import MAKE, without_make
from tests.site.conftest import IDS
from tests.stated_version import stated_version

LISTED = json.loads(ledger_of(*IDS, page="index.md"))
DAY = date(2026, 12, 1)
CHANGES = "# Changelog\n\n## Unreleased\n\n### Added\n\n- `solve`.\n\n## 0.0.9 - 2026-01-01\n\n- All.\n"
SITE = "https://example.org/rnn/"


@pytest.fixture
def project(site):
    """The folder of a small project that can be released."""
    site.write("CHANGELOG.md", CHANGES)
    site.write("docs/schemas/facts.json", '{"type": "object"}')
    return site


def book_of(site):
    return read_book(site.folder)


def texts(site):
    return {name: site.read(name) for name in (CITATION, "CHANGELOG.md", LEDGER)}


def test_a_release_takes_down_its_version_its_day_its_changes_and_what_it_promises(project):
    stated = {one.entry.tag: dict(one.sentences) for one in read_statements_of_tags(book_of(project))}
    names = prepare(book_of(project), "1.0.0", DAY)
    assert names == [CITATION, "CHANGELOG.md", LEDGER, "docs/releases/1.0.0.json", TAGS_OF_PACKAGE]
    facts = yaml.safe_load(project.read(CITATION))
    assert (facts["version"], facts["date-released"]) == ("1.0.0", DAY)
    assert facts | yaml.safe_load(text(CITATION)) == yaml.safe_load(text(CITATION)), "anything else is as it was"
    heading = "## Unreleased\n\n## 1.0.0 - 2026-12-01\n\n### Added\n"
    assert project.read("CHANGELOG.md") == CHANGES.replace("## Unreleased\n\n### Added\n", heading)
    assert json.loads(project.read("docs/releases/1.0.0.json")) == {
        "version": "1.0.0",
        "released": "2026-12-01",
        "ids": LISTED,
        "statements": stated,
        "schemas": {"facts": {"type": "object"}},
    }
    (release,) = book_of(project).releases
    assert (release.version, release.released, release.folder) == ("1.0.0", "2026-12-01", "v1.0.0/")
    assert release.pages == {"index.md"}
    work = json.loads(project.read(TAGS_OF_PACKAGE))["work"]
    assert (work["version"], work["released"]) == ("1.0.0", "2026-12-01")


@pytest.mark.parametrize(
    ("version", "changelog", "message"),
    [
        ("0.9", CHANGES, "version 0.9: expected one after 1.0"),
        ("1.0.0", CHANGES, "version 1.0.0: expected one after 1.0"),
        ("v1.1", CHANGES, "version 'v1.1': expected two or three numbers, such as 1.0.0"),
        ("1.1-rc1", CHANGES, "version '1.1-rc1': expected two or three numbers"),
        ("1.1", CHANGES.replace("## Unreleased\n", ""), "nothing stands under ## Unreleased"),
        ("1.1", "## Unreleased\n\n## 1.0\n\n- All.\n", "nothing stands under ## Unreleased"),
    ],
)
def test_what_is_no_release_changes_nothing(project, version, changelog, message):
    prepare(book_of(project), "1.0", DAY)
    project.write("CHANGELOG.md", changelog)
    before = texts(project)
    with pytest.raises(SiteError, match=re.escape(message)):
        prepare(book_of(project), version, DAY)
    assert texts(project) == before
    assert [file.name for file in (project.folder / "docs/releases").iterdir()] == ["1.0.json"]


def test_a_version_of_two_numbers_is_text_to_all_who_read_it(project):
    prepare(book_of(project), "1.10", DAY)
    assert yaml.safe_load(project.read(CITATION))["version"] == "1.10"
    project.write("pyproject.toml", text("pyproject.toml"))
    assert stated_version(project.folder) == "1.10"
    show = [*MAKE, "--silent", "--eval=show: ; @echo $(RELEASED)", "show"]
    done = subprocess.run(show, cwd=project.folder, env=without_make(os.environ), capture_output=True, encoding="utf-8")
    assert (done.stdout, done.stderr) == ("1.10\n", "")


def test_a_file_that_can_not_be_written_leaves_all_as_they_were(project):
    before = texts(project)
    project.write("docs/releases", "in the way")
    with pytest.raises(OSError, match="docs/releases"):
        prepare(book_of(project), "1.0.0", DAY)
    assert texts(project) == before


def test_versions_are_compared_as_numbers():
    assert sorted(["1.10", "1.9.3", "0.2", "1.9"], key=version_order) == ["0.2", "1.9", "1.9.3", "1.10"]
    assert version_order("1.0") == version_order("1.0.0")


def releases_of(**files):
    return read_releases(Sources(ROOT, {f"docs/releases/{name}.json": content for name, content in files.items()}))


def promise(version, **changes):
    return json.dumps({"version": version, "released": "2026-12-01", "ids": LISTED} | changes)


def test_the_newest_release_comes_first():
    assert [each.version for each in releases_of(**{v: promise(v) for v in ("1.9", "1.10", "0.2")})] == [
        *("1.10", "1.9", "0.2")
    ]


@pytest.mark.parametrize(
    "content",
    [
        *("{", "[]", promise("1.1"), promise("1.0", released="yesterday"), promise("1.0", released="20261201")),
        *(promise("1.0", ids=["home"]), promise("1.0", ids={}), promise("../1.0")),
    ],
)
def test_the_file_of_a_release_that_is_damaged_is_named(content):
    with pytest.raises(SiteError, match=r"docs/releases/1\.0\.json:[12]: "):
        releases_of(**{"1.0": content})


@pytest.mark.parametrize(
    ("folder", "problems"),
    [
        ("", []),
        ("v1.0/", []),
        ("v1.0", []),
        ("v0.9/", ["mkdocs.yml:1: release_folder 'v0.9/': expected that of the last release, 'v1.0/'; "]),
        ("docs/", ["mkdocs.yml:1: release_folder 'docs/': expected that of the last release, 'v1.0/'; "]),
    ],
)
def test_a_build_is_for_the_root_or_for_the_folder_of_the_last_release(project, monkeypatch, folder, problems):
    prepare(book_of(project), "1.0", DAY)
    monkeypatch.setenv("RELEASE_FOLDER", folder)
    monkeypatch.setenv("SITE_URL", SITE)
    book = book_of(project)
    written = [str(problem) for problem in check_folder(book)]
    assert [line.partition("; ")[0] + "; " for line in written] == problems
    assert home_of(book) == f"/rnn/{folder and folder.rstrip('/') + '/'}"
    assert told_to_theme(book)["release"] == "v1.0/"


def test_without_a_release_nothing_is_built_for_a_folder(project, monkeypatch):
    monkeypatch.setenv("RELEASE_FOLDER", "v0.1.0/")
    assert len([*check_folder(book_of(project))]) == 1
    assert book_of(project).released == ""


def test_a_release_writes_down_what_tags_state_anew(project):
    prepare(book_of(project), "1.0", DAY)
    (first,) = book_of(project).releases
    assert {*first.statements} == {entry["tag"] for entry in LISTED}
    tag = LISTED[0]["tag"]
    before = first.statements[tag]
    project.write("CHANGELOG.md", CHANGES)
    for lang in LANGUAGES:
        project.edit(f"docs/{lang}/index.md", lambda text: re.sub(r"(\n# .*\n)", r"\1\nChanged.\n", text, count=1))
    prepare(book_of(project), "1.1", DAY)
    second, _ = releases = book_of(project).releases
    assert {tag} <= {*second.statements} < {*first.statements}
    told = stated_before(releases, tag)
    assert [(version, sentences[ENGLISH]) for version, sentences in told] == [
        ("1.0", before[ENGLISH]),
        ("1.1", f"Changed. {before[ENGLISH]}"),
    ]
    statements = read_statements_of_tags(book_of(project))
    html = TagPages(book_of(project), statements, {}, False)._tag_page(statements[0], f"t/{tag}/")
    said = words(ENGLISH)["tag_stated"].format(version="1.0", sentence="")
    assert html.count(said) == 1
    assert words(ENGLISH)["tag_stated"].format(version="1.1", sentence="") not in html
