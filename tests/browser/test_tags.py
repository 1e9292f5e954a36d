"""A tag leads to its place: in the language of the reader, without a script, and where nothing has it, to help."""

import json
import re
from functools import cache
from html import unescape
from urllib.parse import urljoin

import pytest

from rnnformula.language import DEFAULT, LANGUAGES, words
from rnnformula.site.publish.tag_pages import tag_address
from tests.conftest import project_book
from tests.languages import CHINESE, ENGLISH, HOMES

ENTRIES = [entry for entry in project_book().published_ids if not entry.retired]
SOME = [
    next(entry for entry in ENTRIES if entry.id == name) for name in ("home", "lstm.formula.table", "glossary.bias")
]
LEADS = re.compile(r'data-leads="([^"]*)"')


def test_every_tag_leads_to_an_element_with_its_id_in_every_language(folder):
    @cache
    def ids_in(address):
        return {*re.findall(r' id="([^"]+)"', (folder / address / "index.html").read_text(encoding="utf-8"))}

    for entry in ENTRIES:
        here = tag_address(entry)
        leads = json.loads(unescape(LEADS.search((folder / here / "index.html").read_text(encoding="utf-8"))[1]))
        assert leads.keys() == LANGUAGES.keys()
        for lang, place in leads.items():
            address, _, name = urljoin(f"http://host/{here}", place).removeprefix("http://host/").partition("#")
            assert address.startswith(HOMES[lang]), entry
            assert name == entry.id
            assert name in ids_in(address), entry


@pytest.mark.parametrize("entry", SOME, ids=lambda entry: entry.id)
@pytest.mark.parametrize(("locale", "lang"), [("zh-CN", CHINESE), ("en-GB", ENGLISH), ("fr-FR", DEFAULT)])
def test_a_tag_opens_its_place_in_the_language_of_the_reader(contexts, address, entry, locale, lang):
    page = contexts(locale=locale).new_page()
    page.goto(address + tag_address(entry))
    page.wait_for_url(f"{address}{HOMES[lang]}**#{entry.id}")
    assert page.evaluate("document.documentElement.lang") == lang
    assert page.locator(f"[id='{entry.id}']").count() == 1
    page.close()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_a_script_a_tag_says_what_it_states_and_links_to_its_place(contexts, address, lang):
    page = contexts(java_script_enabled=False).new_page()
    page.goto(address + tag_address(SOME[1]))
    section = page.locator(f"section[lang={lang}]")
    assert words(lang)["tag_witnesses"] in section.inner_text()
    section.locator(".go a").click()
    page.wait_for_url(f"{address}{HOMES[lang]}layers/lstm/#{SOME[1].id}")
    page.close()


def test_the_page_of_a_tag_stays_where_its_language_is_named(visit):
    page, noise = visit(f"{tag_address(SOME[1])}#{CHINESE}", locale="en-GB")
    page.wait_for_function("document.body.dataset.mdColorScheme !== undefined")
    assert page.locator(f"section#{CHINESE} .statement").is_visible()
    page.click(f"section#{CHINESE} .graph a >> nth=0")
    page.wait_for_url("**/t/*/#" + CHINESE)
    assert noise == []


@pytest.mark.parametrize("typed", ["2238", "2293", "OOOO"])
def test_an_unknown_tag_is_answered_with_those_that_are_one_mistake_away(contexts, address, typed):
    page = contexts().new_page()
    assert page.goto(f"{address}t/{typed}/").status == 404
    box = page.locator("section:not([lang]) .missing-tag")
    box.wait_for()
    near = box.locator("span a")
    assert ("2239" in near.all_inner_texts()) == (typed != "OOOO")
    if typed != "OOOO":
        near.first.click()
        page.wait_for_url(f"{address}t/*/#{DEFAULT}")
    page.close()


def test_the_list_of_all_tags_leads_to_their_pages(visit, address):
    page, noise = visit(f"t/#{CHINESE}")
    section = page.locator(f"section#{CHINESE}")
    section.locator("summary").first.click()
    section.locator(".tags a").first.click()
    page.wait_for_url(f"{address}{tag_address(ENTRIES[0])}#{CHINESE}")
    assert noise == []
