"""The ways through the site: the menu, the place that a link led to, the links to places, the pages around, the 404."""

import re

import pytest

from rnnformula.language import LANGUAGES
from tests.browser.conftest import PATHS
from tests.browser.pages import DESKTOP, MISSING, PHONE, SETTLED
from tests.conftest import project_pages
from tests.languages import CHINESE, HOMES

LAPTOP = {"width": 1280, "height": 800}
#: A window that no menu fits into.
LOW = {"width": 1280, "height": 420}
#: From the smallest phone on, with those on both sides of each change of the layout.
WIDTHS = (320, 390, 719, 720, 768, 820, 900, 1100, 1219, 1220, 1280, 1920)
LINKS_TO_PLACES = "article :is(.headerlink, .permalink)"
#: A page of each section, from its middle or its end.
DEEP = ["questions/embedding/", "layers/frameworks/", "cases/stacked_layers/", "about/architecture/"]
MENU = ".md-sidebar--primary"
SEEN_IN_MENU = """() => {
    const menu = document.querySelector(".md-sidebar--primary .md-sidebar__scrollwrap");
    const box = menu.getBoundingClientRect();
    const covered = menu.querySelector(".md-nav__title").getBoundingClientRect().bottom;
    const isIn = (element) => {
        const { top, bottom } = element.getBoundingClientRect();
        return top >= covered - 1 && bottom <= box.bottom + 1;
    };
    const page = menu.querySelector("[aria-current=page]");
    const head = page.closest(".md-nav__item--nested")?.querySelector("label");
    return {
        page: isIn(page),
        head: !head || isIn(head),
        scrolled: menu.scrollTop,
        open: [...menu.querySelectorAll(".md-nav__item--nested > .md-nav__toggle:checked")].length,
        seen: [...menu.querySelectorAll(".md-nav__list a")].filter((link) => link.checkVisibility({
            visibilityProperty: true, opacityProperty: true,
        })).length,
        whole: menu.scrollHeight <= menu.clientHeight,
    };
}"""
MARKED = "[...document.querySelectorAll('.md-sidebar--secondary [aria-current]')].map((link) => link.hash)"


@pytest.mark.parametrize("home", HOMES.values())
@pytest.mark.parametrize("path", ["", *DEEP])
def test_the_menu_is_folded_but_for_the_section_of_the_page_and_begins_at_its_top(visit, home, path):
    page, _ = visit(home + path, viewport=LAPTOP)
    page.evaluate(SETTLED)
    seen = page.evaluate(SEEN_IN_MENU)
    assert (seen["page"], seen["scrolled"], seen["open"], seen["whole"]) == (True, 0, bool(path), True)
    assert seen["seen"] < len(PATHS) / len(HOMES) / 2


@pytest.mark.parametrize("path", DEEP)
def test_a_menu_that_is_higher_than_the_window_shows_the_page_and_where_possible_its_section(visit, path):
    page, _ = visit(path, viewport=LOW)
    page.wait_for_function(f"() => ({SEEN_IN_MENU})().page")
    seen = page.evaluate(SEEN_IN_MENU)
    assert seen["head"] or path in ("questions/embedding/", "layers/frameworks/", "about/architecture/")


@pytest.mark.parametrize("has_scripts", [True, False], ids=["scripts", "none"])
def test_a_section_of_the_menu_opens_by_mouse_and_keyboard(visit, has_scripts):
    page, _ = visit("layers/lstm/", viewport=LAPTOP, java_script_enabled=has_scripts)
    link = page.locator(f"{MENU} a[href$='cases/ten_units/']")
    assert not link.is_visible()
    page.focus("#__nav_5")
    assert page.evaluate("getComputedStyle(document.querySelector('#__nav_5_label')).outlineStyle") == "solid"
    page.keyboard.press("Space")
    link.wait_for(state="visible")
    page.click("#__nav_5_label")
    link.wait_for(state="hidden")


@pytest.mark.xdist_group("pages")
def test_a_page_has_one_title_in_the_menu_the_heading_and_the_tab(visitor, folder):
    for page in project_pages():
        html = (folder / page.address / "index.html").read_text("utf-8")
        (title,) = re.findall(r"<title>(.*?) · [^·]+ · rnnformula</title>", html)
        menu = re.search(r'aria-current="page">.*?md-ellipsis">\s*(.*?)\s*(?:<br>|</span>)', html, re.DOTALL)
        assert {title, menu[1]} == {page.title.replace("`", "")}, page.file


@pytest.mark.parametrize("home", HOMES.values())
@pytest.mark.parametrize("path", ["layers/lstm/", "questions/gru/", "about/checks/"])
def test_the_section_that_a_link_leads_to_is_lit_and_marked_in_the_contents(visit, address, home, path):
    page, _ = visit(home + path, viewport=LAPTOP)
    hashes = page.evaluate("[...document.querySelectorAll('.md-sidebar--secondary a')].map((link) => link.hash)")
    assert len(hashes) > 3
    ground = page.evaluate("getComputedStyle(document.querySelector('article h2')).backgroundColor")
    for name in hashes:
        page.click(f".md-sidebar--secondary a[href='{name}']")
        page.evaluate(SETTLED)
        assert page.evaluate(MARKED) == [name]
        assert page.evaluate("getComputedStyle(document.querySelector(':target')).backgroundColor") != ground
    for name in (hashes[1], hashes[-1]):
        page.goto(address)
        page.goto(f"{address}{home}{path}{name}")
        page.wait_for_function(f"() => {MARKED}.length")
        assert page.evaluate(MARKED) == [name]


@pytest.mark.parametrize("home", HOMES.values())
def test_the_theme_marks_the_section_of_a_link_too_where_the_page_can_come_up_to_it(visit, home):
    page, _ = visit(f"{home}layers/lstm/", viewport=LAPTOP)
    hashes = page.evaluate("[...document.querySelectorAll('.md-sidebar--secondary a')].map((link) => link.hash)")
    for name in hashes[:-3]:
        page.click(f".md-sidebar--secondary a[href='{name}']")
        page.wait_for_function(
            "name => document.querySelector('.md-sidebar--secondary .md-nav__link--active')?.hash === name", arg=name
        )


@pytest.mark.parametrize("home", HOMES.values())
def test_a_block_that_a_link_leads_to_marks_its_section_until_the_reader_goes_on(visit, home):
    page, _ = visit(f"{home}layers/simple_rnn/#simple-rnn.formula.equation", viewport=LAPTOP)
    page.wait_for_function(f"() => {MARKED}.length")
    assert page.evaluate(MARKED) == ["#simple-rnn.formula"]
    assert page.evaluate("getComputedStyle(document.querySelector(':target')).outlineStyle") == "solid"
    page.evaluate("scrollTo(0, 0)")
    page.wait_for_function(f"() => !{MARKED}.length")


def opacities(page):
    return set(
        page.evaluate(f"[...document.querySelectorAll('{LINKS_TO_PLACES}')].map((e) => getComputedStyle(e).opacity)")
    )


def test_a_link_to_a_place_shows_where_the_pointer_or_the_keyboard_is(visit):
    page, _ = visit("layers/simple_rnn/", viewport=DESKTOP)
    assert opacities(page) == {"0"}
    for kind, holder in (("headerlink", "article h2"), ("permalink", "article .block")):
        link = page.locator(f"article .{kind}").nth(1)
        page.locator(holder).filter(has=page.locator(f".{kind}")).nth(0 if kind == "headerlink" else 1).hover()
        page.wait_for_function(
            "name => [...document.querySelectorAll(name)].some((e) => getComputedStyle(e).opacity === '1')",
            arg=f"article .{kind}",
        )
        page.mouse.move(0, 0)
        link.focus()
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Tab")
        page.evaluate(SETTLED)
        assert link.evaluate("(e) => [document.activeElement === e, getComputedStyle(e).opacity]") == [True, "1"]


@pytest.mark.parametrize("path", ["layers/gru/", f"{CHINESE}/questions/wrong_answers/"])
@pytest.mark.parametrize("width", WIDTHS)
def test_a_link_to_a_place_is_seen_by_who_touches_and_never_cut(visit, path, width):
    page, _ = visit(path, viewport={"width": width, "height": 900}, has_touch=True, is_mobile=True)
    assert opacities(page) == {"1"}
    boxes = page.evaluate(
        f"""[...document.querySelectorAll('{LINKS_TO_PLACES}')].map((link) => {{
            const {{ left, right, width, height }} = link.getBoundingClientRect();
            const clipped = (e) => e && (getComputedStyle(e).overflowX === "visible" ? clipped(e.parentElement) : e);
            const edge = clipped(link.parentElement)?.getBoundingClientRect().right ?? innerWidth;
            return [link.href, left, right - Math.min(edge, innerWidth), width, height];
        }})"""
    )
    assert boxes
    for name, left, beyond, wide, high in boxes:
        assert left >= 0, name
        assert beyond <= 0.5, name
        assert min(wide, high) >= 24, name


@pytest.mark.parametrize("home", HOMES.values())
def test_the_pages_around_are_named_with_the_reason_to_go_there(visit, home):
    page, _ = visit(f"{home}layers/lstm/", viewport=PHONE, java_script_enabled=False)
    lang = next(code for code in LANGUAGES if HOMES[code] == home)
    pages = {each.path: each for each in project_pages() if each.lang == lang}
    for way, path in (("prev", "layers/simple_rnn_arguments.md"), ("next", "layers/gru.md")):
        said = page.inner_text(f".onward a[rel={way}]")
        assert pages[path].title in said
        assert re.search(r"^gist: (.*)$", pages[path].source, re.MULTILINE)[1] in said
    page.click(".onward a[rel=next]")
    page.wait_for_url(f"**/{home}layers/gru/")


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_search_of_the_page_for_what_is_not_there_finds(visit, address, lang, screen):
    page, _ = visit(MISSING, viewport=screen)
    form = page.locator(f"form[data-home='/{HOMES[lang]}']")
    form.locator("input").fill("LSTM")
    page.keyboard.press("Enter")
    page.wait_for_url(f"{address}{HOMES[lang]}?q=LSTM")
    page.wait_for_selector(".md-search-result__item")
    found = page.get_attribute(".md-search-result__item a >> nth=0", "href")
    assert found.startswith(f"{address}{HOMES[lang]}")
    assert "lstm" in found


def test_the_page_for_what_is_not_there_has_no_search_where_none_can_work(visit):
    page, _ = visit(MISSING, java_script_enabled=False)
    assert not page.locator("form").first.is_visible()
    assert page.locator("main li a").first.is_visible()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_the_field_of_the_search_is_as_light_or_dark_as_the_page(visit, scheme):
    page, _ = visit("layers/lstm/", viewport=DESKTOP, color_scheme=scheme)
    page.evaluate(SETTLED)
    ground = page.evaluate("getComputedStyle(document.querySelector('.md-search__form')).backgroundColor")
    channels = [float(each) for each in re.findall(r"[\d.]+", ground)][:3]
    assert min(channels) > 240 if scheme == "light" else max(channels) < 60
    assert page.evaluate("getComputedStyle(document.querySelector('.md-header')).boxShadow") == "none"


@pytest.mark.parametrize("home", HOMES.values())
@pytest.mark.parametrize("path", ["questions/summary_totals/", "layers/simple_rnn_arguments/", "questions/embedding/"])
@pytest.mark.parametrize("width", [320, 360, 390])
def test_the_header_of_a_phone_holds_the_whole_title(visit, home, path, width):
    page, _ = visit(home + path, viewport={"width": width, "height": 740})
    page.evaluate("scrollTo(0, 900)")
    page.wait_for_selector(".md-header__title--active")
    name = page.locator(".md-header__topic .md-ellipsis").first
    assert name.evaluate("(e) => e.scrollWidth <= e.clientWidth")
    title = page.locator("[data-md-component=header-topic] .md-ellipsis")
    assert title.evaluate("(e) => e.scrollHeight <= e.clientHeight + 2"), title.inner_text()
