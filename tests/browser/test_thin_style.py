"""The one style sheet of a site, without what its pages do not name, looks like the whole one."""

import re
import shutil

import pytest

from rnnformula.site.book.sources import load_sources
from rnnformula.site.html.math.fonts import STYLE_SHEET
from rnnformula.site.publish.own_scripts import ASSETS_FOLDER
from rnnformula.site.publish.style_sheet import PUBLISHED_STYLE, thin_style_sheet, write_style_sheet
from tests.browser.pages import DESKTOP, PHONE, SETTLED
from tests.conftest import ROOT

#: How everything on the page is drawn, itself and what stands before and after it; not the variables behind it.
DRAWN = """() => [...document.querySelectorAll("*")].flatMap(element => [null, "::before", "::after"].map(part => {
    const style = getComputedStyle(element, part);
    if (part && style.content === "none") return "";
    const names = [...style].filter(name => !name.startsWith("--"));
    return element.localName + " " + names.map(name => `${name}: ${style.getPropertyValue(name)}`).join("; ");
}))"""
#: The whole sheet takes the place of the one that is there.
WHOLE = """async css => {
    const sheet = new CSSStyleSheet();
    await sheet.replace(css);
    document.querySelector('link[href$="style.css"]').disabled = true; // that of formulas names their font
    document.adoptedStyleSheets = [sheet];
}"""
#: What stands between the sheet of formulas, which not every page has, and that of all pages.
PAGES, CHARSET = "/* pages */", '@charset "UTF-8";'
SEARCH = "[data-md-component=search-query]"


@pytest.fixture(scope="module")
def whole(tmp_path_factory):
    """All of the sheet of formulas, of the theme's and of ours."""
    folder = tmp_path_factory.mktemp("whole") / ASSETS_FOLDER
    assert write_style_sheet(load_sources(ROOT), folder) == []
    formulas = re.sub(r"@font-face \{.*?\}", "", (ROOT / STYLE_SHEET).read_text("utf-8"), flags=re.DOTALL)
    return f"{formulas}{PAGES}{(folder / PUBLISHED_STYLE).read_text('utf-8').removeprefix(CHARSET)}"


def lay_out_anew(page):
    """Have the whole page laid out again: Chromium tells of a margin that is auto as 0 where only the sheet changed."""
    size = page.viewport_size
    for width in (size["width"] + 10, size["width"]):
        page.set_viewport_size(size | {"width": width})
        page.evaluate(SETTLED)


def differences(page, css):
    """What is drawn otherwise with a style sheet than with the page's own."""
    lay_out_anew(page)
    before = page.evaluate(DRAWN)
    if not page.query_selector('link[href$="math.css"]'):
        css = css.partition(PAGES)[2]
    page.evaluate(WHOLE, css)
    lay_out_anew(page)
    after = page.evaluate(DRAWN)
    assert len(before) == len(after)
    pairs = [(old.split("; "), new.split("; ")) for old, new in zip(before, after, strict=True) if old != new]
    return [f"{old[0][:40]} {sorted(set(old) ^ set(new))[:4]}" for old, new in pairs if set(old) != set(new)]


@pytest.mark.parametrize(("size", "scheme"), [(PHONE, "light"), (DESKTOP, "dark")], ids=["phone", "desktop"])
@pytest.mark.parametrize("path", ["", "cases/ten_units/", "explain/"])
def test_a_page_looks_as_with_the_whole_sheet(visit, whole, path, size, scheme):
    page, _ = visit(path, viewport=size, color_scheme=scheme)
    assert differences(page, whole) == []


def test_what_the_search_finds_looks_as_with_the_whole_sheet(visit, whole):
    page, _ = visit("", viewport=DESKTOP)
    page.click(SEARCH)
    page.fill(SEARCH, "LSTM")
    page.keyboard.press("End")
    page.wait_for_selector(".md-search-result__item mark")
    assert differences(page, whole) == []


def test_that_test_can_fail(visit, whole):
    page, _ = visit("", viewport=PHONE)
    assert differences(page, whole.replace(".md-header__inner{", ".md-header__none{"))


def test_a_class_is_kept_where_a_page_or_a_script_names_it_and_else_not(tmp_path, whole):
    (tmp_path / ASSETS_FOLDER / "javascripts").mkdir(parents=True)
    (tmp_path / "index.html").write_text('<p class="md-banner other">md-path</p>', "utf-8")
    (tmp_path / ASSETS_FOLDER / "javascripts" / "own.js").write_text('add("md-tabs")', "utf-8")
    shutil.copyfile(ROOT / "docs" / "assets" / "favicon.svg", tmp_path / ASSETS_FOLDER / "favicon.svg")
    thin_style_sheet(ROOT, tmp_path)
    thin = (tmp_path / ASSETS_FOLDER / PUBLISHED_STYLE).read_text("utf-8")
    for name, is_kept in ((".md-banner{", True), (".md-tabs{", True), (".md-path{", False), ("--md-tooltip", False)):
        assert name in whole
        assert (name in thin) == is_kept, name
    assert len(thin) < len(whole) * 0.7
