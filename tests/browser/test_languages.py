"""Several languages, one book: the switch keeps the place, the head says what belongs together, 404 speaks all."""

import json
import re
from xml.etree import ElementTree

import pytest

from rnnformula.language import DEFAULT, LANGUAGES
from tests.browser.conftest import PATHS, SITE_URL
from tests.browser.pages import DESKTOP, PHONE
from tests.languages import CHINESE, ENGLISH, HOMES

AT_HOME = [path for path in PATHS if not path.startswith(tuple(filter(None, HOMES.values())))]


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", ["", "questions/lstm/", pytest.param("about/glossary/", marks=pytest.mark.long)])
def test_the_switch_keeps_the_page_and_the_id(visit, address, path, screen):
    page, noise = visit(path, viewport=screen)
    name = page.evaluate("document.querySelector('article h2').id")
    page.goto(f"{address}{path}#{name}")
    for lang in [*LANGUAGES][1:]:
        page.click(f"a.language[lang={lang}]")
        page.wait_for_url(f"{address}{HOMES[lang]}{path}#{name}")
    page.click(f"a.language[lang={DEFAULT}]")
    page.wait_for_url(f"{address}{path}#{name}")
    assert page.evaluate(f"document.getElementById('{name}').getBoundingClientRect().top") < screen["height"] / 2
    assert noise == []


def test_the_switch_keeps_the_page_without_javascript(visit, address):
    page, _ = visit(f"{HOMES[CHINESE]}cases/ten_units/", java_script_enabled=False)
    page.click(f"a.language[lang={ENGLISH}]")
    page.wait_for_url(f"{address}{HOMES[ENGLISH]}cases/ten_units/")


@pytest.mark.parametrize("path", AT_HOME)
def test_the_head_names_the_page_its_translation_and_the_default(folder, path):
    links = {lang: f"{SITE_URL}{home}{path}" for lang, home in HOMES.items()} | {"x-default": SITE_URL + path}
    for lang in LANGUAGES:
        html = (folder / links[lang].removeprefix(SITE_URL) / "index.html").read_text("utf-8")
        alternates = dict(re.findall(r'<link rel="alternate " hreflang="([^"]+)" href="([^"]+)">', html))
        assert alternates == links
        assert f'<link rel="canonical" href="{links[lang]}">' in html
        assert len(re.findall(r'<meta name="description" content="[^"]{20,}">', html)) == 1
        assert re.search(r"<title>[^<]{5,}</title>", html)


def test_descriptions_and_titles_are_each_pages_own(folder):
    files = [folder / path / "index.html" for path in PATHS]
    for pattern in (r'<meta name="description" content="([^"]+)">', r"<title>([^<]+)</title>"):
        found = [re.search(pattern, file.read_text("utf-8"))[1] for file in files]
        assert len(set(found)) == len(files)


def test_the_sitemap_lists_every_page_with_its_translations(folder):
    root = ElementTree.parse(folder / "sitemap.xml").getroot()
    names = {"s": "http://www.sitemaps.org/schemas/sitemap/0.9", "x": "http://www.w3.org/1999/xhtml"}
    listed = {}
    for entry in root.findall("s:url", names):
        links = {link.get("hreflang"): link.get("href") for link in entry.findall("x:link", names)}
        listed[entry.findtext("s:loc", namespaces=names)] = links
    assert sorted(listed) == sorted(SITE_URL + path for path in PATHS)
    for links in listed.values():
        assert set(links) == {*LANGUAGES, "x-default"}
        assert set(links.values()) <= set(listed)
        assert links["x-default"] == links[DEFAULT]


@pytest.mark.parametrize("path", [f"{home}no/such/page/" for home in HOMES.values()])
def test_an_address_that_leads_nowhere_says_so_in_every_language(contexts, address, path):
    page = contexts().new_page()
    answer = page.goto(address + path)
    assert answer.status == 404
    page.wait_for_selector("main form:not([inert])")  # the script comes after the page, and orders it
    said = [page.inner_text("main section:not([lang])"), page.inner_text(f"main [lang={CHINESE}]")]
    first = page.get_attribute("main section >> nth=0", "lang") or DEFAULT
    assert path.startswith(HOMES[first])
    assert HOMES[first] or not path.startswith(HOMES[CHINESE])
    assert ["There is no such page" in said[0], "没有这个页面" in said[1]] == [True, True]
    links = page.evaluate("[...document.querySelectorAll('main a')].map(link => link.href)")
    assert {address + home for home in HOMES.values()} | {address + "layers/lstm/"} <= set(links)
    assert [(link, page.request.get(link).status) for link in links] == [(link, 200) for link in links]
    page.click(f"main [lang={CHINESE}] li a")
    page.wait_for_url(address + HOMES[CHINESE])
    page.close()


def test_the_icon_is_our_own(visit, address):
    page, _ = visit(HOMES[CHINESE])
    icon = page.evaluate("document.querySelector('link[rel=icon]').href")
    assert icon == f"{address}assets/favicon.svg"
    assert page.request.get(icon).ok


def test_interface_words_are_in_the_language_of_the_page(visit):
    for path, words in ((HOMES[ENGLISH], ["Search", "Menu"]), (HOMES[CHINESE], ["查找", "菜单"])):
        page, _ = visit(path, viewport=PHONE)
        labels = json.dumps(
            page.evaluate("[...document.querySelectorAll('[aria-label]')].map(e => e.ariaLabel)"), ensure_ascii=False
        )
        assert all(word in labels for word in words), labels
