"""Pages for everyone: axe finds nothing, the keyboard reaches everything, motion and print are respected."""

import re

import pytest

from tests.browser.colours import contrast
from tests.browser.conftest import PATHS
from tests.browser.pages import DESKTOP, MISSING, NAMES, PHONE, SCREENS, SETTLED, judged, violations
from tests.conftest import ROOT
from tests.languages import CHINESE


@pytest.mark.parametrize(
    ("path", "size", "scheme"), [(path, *screen) for path in [*PATHS, MISSING] for screen in judged(path)]
)
def test_axe_finds_no_violation(record, size, scheme):
    assert record.views[size, scheme].violations == []


@pytest.mark.parametrize("path", [*PATHS, MISSING])
def test_what_scrolls_can_have_the_focus(record):
    assert [view.seen["stuck"] for view in record.views.values()] == [[]] * len(SCREENS)


@pytest.mark.parametrize("file", sorted((ROOT / "docs" / "assets").rglob("*.css")), ids=lambda file: file.name)
def test_a_width_changes_no_colour(file):
    """So that axe need not judge the colours of every page on every screen."""
    style = file.read_text("utf-8")
    for at_width in re.findall(r"@media[^{]*width[^{]*\{(.*?)\n\}", style, re.DOTALL):
        assert re.findall(r"(?:color|background|fill|stroke|shadow)[\w-]*\s*:|opacity: (?!0;)", at_width) == []


def test_axe_can_find_a_violation(visit):
    page, _ = visit("")
    page.evaluate("document.querySelector('article').append(document.createElement('button'))")
    assert [found for found in violations(page) if found.startswith("button-name")]


@pytest.mark.parametrize("scheme", NAMES)
def test_every_letter_of_code_stands_out(visit, scheme):
    """Axe judges neither what lies on a gradient, as code that scrolls does, nor a sign alone."""
    page, _ = visit("layers/simple_rnn/", color_scheme=scheme)
    drawn = page.evaluate(
        """() => {
            const holdsText = ({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim();
            const ground = (element) => {
                const { backgroundColor } = getComputedStyle(element);
                return backgroundColor === "rgba(0, 0, 0, 0)" ? ground(element.parentElement) : backgroundColor;
            };
            return [...document.querySelectorAll("article pre code, article pre code *")]
                .filter((element) => [...element.childNodes].some(holdsText))
                .map((element) => [element.className, getComputedStyle(element).color, ground(element)]);
        }"""
    )
    assert {"o", "mi", "nn"} <= {name for name, *_ in drawn}
    assert {each for each in map(tuple, drawn) if contrast(*each[1:]) < 4.5} == set()


@pytest.mark.parametrize("path", ["layers/simple_rnn/", f"{CHINESE}/cases/summary_table/"])
def test_a_link_is_not_told_by_its_colour_alone(visit, path):
    """Axe takes any other difference for enough."""
    page, _ = visit(path)
    links = page.evaluate(
        """() => [...document.querySelectorAll("article :is(p, li, dd, td) a[href]:not(.headerlink, .permalink)")]
            .map((link) => [link.outerHTML.slice(0, 120), getComputedStyle(link).textDecorationLine])"""
    )
    assert links
    assert [html for html, line in links if line != "underline"] == []


@pytest.mark.parametrize("path", [f"{CHINESE}/layers/simple_rnn/"])
def test_the_keyboard_alone_reaches_everything_and_shows_where_it_is(visit, path):
    page, _ = visit(path, viewport=DESKTOP)
    wanted = page.evaluate(
        """() => {
            const kinds = ["article a[href]", "article button", "article select", "article .scroll"];
            return [...document.querySelectorAll([...kinds, "header a[href]", "nav a[href]"])].filter((element) => {
                const style = getComputedStyle(element);
                return element.checkVisibility() && element.getClientRects().length && style.visibility === "visible";
            }).map((element, number) => (element.dataset.wanted = String(number)));
        }"""
    )
    reached, faint = set(), []
    for _ in range(len(wanted) + 200):  # folds and parts of formulas are reached besides
        page.keyboard.press("Tab")
        state = page.evaluate(
            """() => {
                const element = document.activeElement;
                const style = getComputedStyle(element);
                const outline = [style.outlineStyle, parseFloat(style.outlineWidth)];
                return [element.dataset.wanted, ...outline, element.outerHTML.slice(0, 90)];
            }"""
        )
        if state[0] is not None:
            reached.add(state[0])
            if state[1] == "none" or state[2] < 1:
                faint.append(state[3])
    missed = [
        page.evaluate(f"document.querySelector('[data-wanted=\"{n}\"]').outerHTML.slice(0, 120)")
        for n in set(wanted) - reached
    ]
    assert missed == []
    assert faint == []


def test_what_scrolls_can_be_scrolled_by_keyboard(visit):
    page, _ = visit("cases/input_hidden_output/", viewport={"width": 240, "height": 740})
    box = page.query_selector(".formula .scroll")
    assert box.evaluate("element => element.scrollWidth > element.clientWidth")
    box.focus()
    page.keyboard.press("ArrowRight")
    page.wait_for_function("() => document.activeElement.scrollLeft > 0")


def focused(page):
    return page.evaluate("document.activeElement.id || document.activeElement.getAttribute('href') || ''")


def tab_to(page, wanted, presses=60):
    seen = []
    for _ in range(presses):
        page.keyboard.press("Tab")
        seen.append(focused(page))
        if seen[-1] == wanted:
            return
    raise AssertionError(f"{wanted} is not reached: {seen}")


def test_the_menu_opens_by_keyboard_on_a_phone_and_takes_no_focus_while_closed(visit):
    page, _ = visit("", viewport=PHONE)
    with pytest.raises(AssertionError):
        tab_to(page, "cases/ten_units/", presses=20)
    page.reload()
    for _ in range(10):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.ariaLabel") == "Menu":
            break
    page.keyboard.press("Enter")
    reaches_ten_units(page)


def test_the_menu_opens_when_the_keyboard_enters_it_without_javascript(visit):
    page, _ = visit("", viewport=PHONE, java_script_enabled=False)
    reaches_ten_units(page)


def reaches_ten_units(page):
    tab_to(page, "__nav_5")
    page.keyboard.press("Space")
    tab_to(page, "cases/ten_units/")
    page.evaluate("document.getAnimations().forEach((animation) => animation.finish())")
    link = page.locator(".md-nav--primary a[href='cases/ten_units/']").first
    assert link.bounding_box()["x"] >= 0
    page.keyboard.press("Enter")
    page.wait_for_url("**/cases/ten_units/")


@pytest.mark.parametrize("path", ["", "layers/simple_rnn/"])
def test_nothing_moves_for_readers_who_ask_for_that(visit, path):
    page, _ = visit(path, reduced_motion="reduce")
    moving = page.evaluate(
        """[...document.querySelectorAll("*")].filter((element) => {
            const style = getComputedStyle(element);
            const durations = `${style.transitionDuration}, ${style.animationDuration}`;
            return Math.max(...durations.split(", ").map(parseFloat)) > 0;
        }).map((element) => element.outerHTML.slice(0, 80))"""
    )
    assert moving == []


@pytest.mark.parametrize(
    ("path", "scheme"), [("layers/simple_rnn/", "dark"), (f"{CHINESE}/cases/summary_table/", "light")]
)
def test_print_has_the_text_on_white_and_none_of_the_tools(visit, path, scheme):
    page, _ = visit(path, viewport=DESKTOP, color_scheme=scheme)
    page.emulate_media(media="print")
    page.evaluate(SETTLED)
    for tool in page.query_selector_all(
        ".md-header, .md-sidebar, .md-footer, .notation, .copy, .permalink, .headerlink"
    ):
        assert not tool.is_visible(), tool.evaluate("element => element.outerHTML.slice(0, 100)")
    assert page.is_visible("article h1")
    assert page.evaluate(
        "[...document.querySelectorAll('article pre > code')].every(c => c.scrollWidth <= c.clientWidth + 1)"
    )
    assert violations(page) == []
    for element in ("body", "article pre > code", "article p", "article .ran-with", "article a[download]"):
        colours = page.evaluate(
            "name => (s => [s.color, s.backgroundColor])(getComputedStyle(document.querySelector(name)))", element
        )
        text, ground = (list(map(float, re.findall(r"[\d.]+", colour))) for colour in colours)
        assert sum(text[:3]) < 3 * 128, f"{element}: light text {colours}"
        assert len(ground) == 4 or sum(ground) > 3 * 200, f"{element}: dark ground {colours}"


def test_a_search_result_opens_by_keyboard_alone(visit, address):
    page, _ = visit("", viewport=DESKTOP)
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.name") == "query":
            break
    page.keyboard.type("recurrent kernel")
    page.wait_for_selector(".md-search-result__item")
    page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.className").startswith("md-search-result__link")
    page.keyboard.press("Enter")
    page.wait_for_url("**/layers/*/*")
