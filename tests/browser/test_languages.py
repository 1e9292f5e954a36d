"""Two languages, one book: the switch keeps the place, the head says what belongs together, 404 speaks both."""

import json
import re
from xml.etree import ElementTree

import pytest

from tests.browser.conftest import PATHS, SITE_URL
from tests.browser.pages import DESKTOP, PHONE

ENGLISH = [path for path in PATHS if not path.startswith("zh/")]


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", ["", "questions/lstm/", pytest.param("about/glossary/", marks=pytest.mark.long)])
def test_the_switch_keeps_the_page_and_the_id(visit, address, path, screen):
    page, noise = visit(path, viewport=screen)
    name = page.evaluate("document.querySelector('article h2').id")
    page.goto(f"{address}{path}#{name}")
    page.click("a.language")
    page.wait_for_url(f"{address}zh/{path}#{name}")
    page.click("a.language")
    page.wait_for_url(f"{address}{path}#{name}")
    assert page.evaluate(f"document.getElementById('{name}').getBoundingClientRect().top") < screen["height"] / 2
    assert noise == []


def test_the_switch_keeps_the_page_without_javascript(visit, address):
    page, _ = visit("zh/cases/ten_units/", java_script_enabled=False)
    page.click("a.language")
    page.wait_for_url(f"{address}cases/ten_units/")


@pytest.mark.parametrize("path", ENGLISH)
def test_the_head_names_the_page_its_translation_and_the_default(folder, path):
    links = {"en": SITE_URL + path, "zh": f"{SITE_URL}zh/{path}", "x-default": SITE_URL + path}
    for lang in ("en", "zh"):
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
        assert set(links) == {"en", "zh", "x-default"}
        assert set(links.values()) <= set(listed)
        assert links["x-default"] == links["en"]


@pytest.mark.parametrize("path", ["no/such/page/", "zh/no/such/page/"])
def test_an_address_that_leads_nowhere_says_so_in_both_languages(contexts, address, path):
    page = contexts().new_page()
    answer = page.goto(address + path)
    assert answer.status == 404
    assert "There is no such page" in page.inner_text("main")
    assert "没有这个页面" in page.inner_text("main [lang=zh]")
    assert page.evaluate("[...document.querySelectorAll('main a')].map(link => link.href)") == [
        address,
        f"{address}zh/",
    ]
    page.click("main [lang=zh] a")
    page.wait_for_url(f"{address}zh/")
    page.close()


def test_the_icon_is_our_own(visit, address):
    page, _ = visit("zh/")
    icon = page.evaluate("document.querySelector('link[rel=icon]').href")
    assert icon == f"{address}assets/favicon.svg"
    assert page.request.get(icon).ok


def test_interface_words_are_in_the_language_of_the_page(visit):
    for path, words in (("", ["Search", "Menu"]), ("zh/", ["查找", "菜单"])):
        page, _ = visit(path, viewport=PHONE)
        labels = json.dumps(
            page.evaluate("[...document.querySelectorAll('[aria-label]')].map(e => e.ariaLabel)"), ensure_ascii=False
        )
        assert all(word in labels for word in words), labels
