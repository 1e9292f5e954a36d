"""Where the repository has an address, each page leads to its own file and to the words of its language there."""

import re

import pytest

from rnnformula.language import LANGUAGES, words
from rnnformula.site.book.sources import CITATION
from rnnformula.site.fences.loading import read_book
from rnnformula.site.publish.edit_links import edit_address, word_files
from tests.conftest import ROOT, text
from tests.languages import CHINESE, ENGLISH, HOMES

REPOSITORY = "https://example.org/code/rnnformula"
EDIT = re.compile(r'<a href="([^"]*)"[^>]* rel="edit">')
LISTED = re.compile(r'<div class="edit-links">.*?</div>', re.DOTALL)
ADDRESS = re.compile(r'href="([^"]*)"')
#: How hosts edit the file a.md of the default language.
HOSTS = [
    ("", f"{REPOSITORY}/edit/main/docs/a.md"),
    ("edit_uri: edit/trunk/docs/", f"{REPOSITORY}/edit/trunk/docs/a.md"),
    ("edit_uri: -/edit/main/docs", f"{REPOSITORY}/-/edit/main/docs/a.md"),
    ("edit_uri: _edit/main/docs/", f"{REPOSITORY}/_edit/main/docs/a.md"),
]


def with_settings(site, *lines):
    site.edit("mkdocs.yml", lambda before: "\n".join([*lines, before]))
    return read_book(site.folder)


@pytest.mark.parametrize(("setting", "address"), HOSTS)
def test_the_address_is_that_of_the_host(good, setting, address):
    book = with_settings(good, f"repo_url: {REPOSITORY}", setting)
    assert edit_address(book, "a.md") == address


def test_the_address_of_the_citation_file_will_do(good):
    assert edit_address(read_book(good.folder), "a.md") == ""
    good.edit(CITATION, lambda before: f"{before}repository-code: {REPOSITORY}\n")
    assert edit_address(read_book(good.folder), "a.md") == f"{REPOSITORY}/edit/main/docs/a.md"


def test_the_words_of_a_language_are_in_a_file_that_exists(good):
    files = word_files(with_settings(good, f"repo_url: {REPOSITORY}/"))
    assert files.keys() == LANGUAGES.keys()
    for file in files.values():
        assert (ROOT / file["path"]).is_file()
        assert file["address"] == f"{REPOSITORY}/edit/main/{file['path']}"


def test_a_page_of_each_language_leads_to_its_own_file_and_to_its_words(good):
    with_settings(good, f"repo_url: {REPOSITORY}")
    done = good.make("preview-site")
    assert done.returncode == 0, done.stdout + done.stderr
    for lang, home in HOMES.items():
        html = good.read(f"preview/{home}index.html")
        page = f"{REPOSITORY}/edit/main/docs/{lang}/index.md"
        assert EDIT.findall(html) == [page]
        (listed,) = LISTED.findall(html)
        assert ADDRESS.findall(listed) == [page, f"{REPOSITORY}/edit/main/rnnformula/language/{lang}.py"]
        assert words(lang)["edit_page"] in listed
        assert words(lang)["edit_words"] in listed
        assert f"rnnformula/language/{lang}.py</code>" in listed
        assert html.count(REPOSITORY) == 3  # the theme asks its host for nothing
        assert "md-source" not in html


def test_without_an_address_there_is_no_link(good):
    done = good.make("preview-site")
    assert done.returncode == 0, done.stdout + done.stderr
    for home in HOMES.values():
        html = good.read(f"preview/{home}index.html")
        assert EDIT.findall(html) == LISTED.findall(html) == []


def test_each_language_names_the_links_in_its_own_words():
    assert words(ENGLISH)["edit_page"] != words(CHINESE)["edit_page"]
    assert "repo_url" not in text("mkdocs.yml").replace("rnnformula/site/publish/edit_links.py", "")
