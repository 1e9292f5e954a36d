"""Links to tags, and to addresses that something had before, lead to where it is now: without a script, on any host."""

import json
import re
from dataclasses import replace
from html import unescape
from urllib.parse import urljoin

import pytest

from rnnformula.citing.tag_code import nth_tag
from rnnformula.language import DEFAULT, LANGUAGES, words
from rnnformula.site.book.pages import Page
from rnnformula.site.book.published_ids import Retired, write_ledger
from rnnformula.site.book.sources import CITATION, KNOWN_COUNTS, LEDGER
from rnnformula.site.html.former_places import with_former_places
from rnnformula.site.publish.tag_pages import TagPages, address_of, tag_address
from rnnformula.site.tags.tag_statements import read_statements_of_tags
from tests.conftest import ROOT, project_book, text
from tests.languages import CHINESE, ENGLISH
from tests.published import published
from tests.site.books import book_of

BASE = "http://host/below/"
WHY = {ENGLISH: "It was said twice.", CHINESE: "说了两遍。"}
LEADS = re.compile(r'data-leads="([^"]*)"')
HREF = re.compile(r'href="([^"]*)"')


def page(lang, path, body):
    return Page(lang, path, f"docs/{lang}/{path}", body)


def pages():
    return [
        page(lang, path, body)
        for lang in LANGUAGES
        for path, body in {
            "new.md": "# New {#new}\n\nIt is $\\units$ and `kernel`.\n\n## Part {#new.part}\n\nSee [new](#new).\n",
            "other.md": "# Other {#other}\n\nText.\n\n## Moved {#moved}\n\nText.\n",
        }.items()
    ]


def entries():
    new, part, other, moved, gone = published("new", "new.part", "other", "moved", "gone", page="new.md")
    return [
        replace(new, kind="page", former=("old/name.md", "old/name.md#new")),
        replace(part, former=("old/name.md#new.part", "new.md#new.piece")),
        replace(other, page="other.md", kind="page"),
        replace(moved, page="other.md", former=("new.md#moved",)),
        replace(gone, retired=Retired("0.2.0", WHY, part.tag)),
    ]


@pytest.fixture
def book(tmp_path):
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "theme").symlink_to(ROOT / "docs" / "theme")
    (tmp_path / "tests").mkdir()
    for name in (CITATION, "mkdocs.yml", "docs/glossary.toml", KNOWN_COUNTS):
        (tmp_path / name).write_text(text(name), encoding="utf-8")
    (tmp_path / LEDGER).write_text(write_ledger(entries()), encoding="utf-8")
    return book_of(pages(), tmp_path)


def written(book, folder, **more):
    statements = read_statements_of_tags(book)
    versions = {"keras": "3.9", "tensorflow": "2.9"}
    TagPages(book, statements, versions, more.pop("preview", False)).write(folder, lambda html: html)
    return folder


def html_of(folder, address):
    return (folder / address / "index.html").read_text(encoding="utf-8")


def leads(html):
    return json.loads(unescape(LEADS.search(html)[1]))


def targets(html, address):
    return [urljoin(BASE + address, unescape(href)).removeprefix(BASE) for href in HREF.findall(html)]


def test_a_tag_leads_to_its_place_in_each_language_with_a_script_and_without(book, tmp_path):
    site = written(book, tmp_path / "site")
    here = tag_address(entries()[1])
    html = html_of(site, here)
    places = {lang: urljoin(BASE + here, place).removeprefix(BASE) for lang, place in leads(html).items()}
    assert places == {ENGLISH: "new/#new.part", CHINESE: f"{CHINESE}/new/#new.part"}
    assert {*places.values()} <= {*targets(html, here)}
    assert f'<link rel="canonical" href="{book.settings.site_url}new/#new.part">' in html
    for lang in LANGUAGES:
        assert f'<section id="{lang}" lang="{lang}"' in html
        assert words(lang)["tag_read"] in html


def test_the_page_of_a_tag_says_what_it_states_and_shows_what_rests_on_it(book, tmp_path):
    site = written(book, tmp_path / "site")
    html = html_of(site, tag_address(entries()[0]))
    assert '<p class="statement">It is units and <code>kernel</code>.</p>' in html
    assert f"{tag_address(entries()[1])}#{ENGLISH}" in targets(html, tag_address(entries()[0]))
    assert words(ENGLISH)["tag_since"].format(version="0.1.0") in html
    assert "old/name.md" in html


def test_a_retired_tag_says_why_and_what_to_read_instead(book, tmp_path):
    here = tag_address(entries()[4])
    html = html_of(written(book, tmp_path / "site"), here)
    assert all(why in html for why in WHY.values())
    assert not LEADS.search(html)
    assert f"{tag_address(entries()[1])}#{ENGLISH}" in targets(html, here)


def test_a_page_that_was_renamed_leads_on_and_so_do_its_places(book, tmp_path):
    site = written(book, tmp_path / "site")
    for lang in LANGUAGES:
        here = address_of("old/name.md", lang)
        html = html_of(site, here)
        new = address_of("new.md", lang)
        moved = json.loads(unescape(re.search(r'data-moved="([^"]*)"', html)[1]))
        assert {name: urljoin(BASE + here, place).removeprefix(BASE) for name, place in moved.items()} == {
            "new": f"{new}#new",
            "new.part": f"{new}#new.part",
        }
        refresh = re.search(r'http-equiv="refresh" content="1; url=([^"]*)"', html)[1]
        assert urljoin(BASE + here, refresh).removeprefix(BASE) == new
        assert 'id="new.part"' in html


@pytest.mark.parametrize("lang", LANGUAGES)
def test_former_places_are_marked_on_their_page_and_left_on_the_one_they_are_gone_from(book, lang):
    content = '<h1 id="new">New</h1><div class="block" id="new.part">x</div>'
    made = with_former_places(content, book, "new.md", lang)
    assert '<span id="new.piece"></span><div class="block" id="new.part">' in made
    assert '<p class="moved" id="moved" data-search-exclude>' in made
    assert 'href="../other/#moved"' in made
    assert with_former_places("<p>x</p>", book, "other.md", lang) == "<p>x</p>"


def test_the_list_names_every_tag_with_its_title_in_each_language(book, tmp_path):
    html = html_of(written(book, tmp_path / "site"), "t/")
    for entry in entries():
        for lang in LANGUAGES:
            assert f"t/{entry.tag}/#{lang}" in targets(html, "t/")


def test_that_something_is_wrong_can_be_said_where_the_repository_has_an_address(book, tmp_path):
    assert "issues/new" not in html_of(written(book, tmp_path / "site"), tag_address(entries()[0]))
    settings = tmp_path / "mkdocs.yml"
    settings.write_text(f"{settings.read_text(encoding='utf-8')}\nrepo_url: https://code.example/a/b\n", "utf-8")
    told = book_of(pages(), tmp_path)
    entry = entries()[1]
    link = next(
        target
        for target in targets(html_of(written(told, tmp_path / "told"), tag_address(entry)), "")
        if "issues/new" in target
    )
    assert link.startswith("https://code.example/a/b/issues/new?template=wrong_statement.yml&")
    assert f"tag={entry.tag}+%28new.part%29" in link
    assert (ROOT / ".github" / "ISSUE_TEMPLATE" / "wrong_statement.yml").exists()


def test_a_preview_says_that_it_ran_nothing(tmp_path):
    book = project_book()
    statement = next(one for one in read_statements_of_tags(book) if one.entry.id == "lstm.formula.table")
    for preview, key in ((False, "witness_framework"), (True, "witness_framework_recorded")):
        tags = TagPages(book, [statement], {"keras": "3.9", "tensorflow": "2.9"}, preview)
        html = tags._tag_page(replace(statement, rests_on=(), used_by=()), tag_address(statement.entry))
        assert words(DEFAULT)[key].format(versions="Keras 3.9, TensorFlow 2.9") in html


def test_scripts_make_tags_as_the_package_does():
    source = text("tests/js/tag_code.test.mjs")
    assert f"const FIRST = {json.dumps([nth_tag(number) for number in range(3)])}" in source


def test_the_form_knows_the_field_that_is_filled_in():
    form = text(".github/ISSUE_TEMPLATE/wrong_statement.yml")
    assert "id: tag" in form
