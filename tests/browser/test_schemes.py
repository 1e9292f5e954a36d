"""The dark scheme where no script has chosen it: every page, and what stands out on it."""

import pytest

from tests.browser.colours import contrast
from tests.browser.conftest import PATHS
from tests.browser.pages import ARRIVED, DESKTOP, MISSING, PHONE
from tests.languages import CHINESE

#: The least contrast of text, and how dark a ground has to be against white.
LEAST, DARK = 4.5, 12
#: Every element that holds text and is seen, with its colour and its ground; each look once.
DRAWN = """() => {
    const holdsText = ({ nodeType, data }) => nodeType === Node.TEXT_NODE && data.trim();
    const isSeen = (element) => element.checkVisibility({ opacityProperty: true, visibilityProperty: true });
    // What lies behind an element, with all that shines through.
    const ground = (element) => {
        if (!element) return [255, 255, 255];
        const { backgroundColor } = getComputedStyle(element);
        const [red, green, blue, opacity = 1] = backgroundColor.match(/[\\d.]+/g).map(Number);
        const below = opacity < 1 ? ground(element.parentElement) : [0, 0, 0];
        return [red, green, blue].map((one, n) => opacity * one + (1 - opacity) * below[n]);
    };
    const looks = {};
    for (const element of document.querySelectorAll("body, body *")) {
        if (element.closest("script, style, noscript, option") || !isSeen(element)) continue;
        if (element !== document.body && ![...element.childNodes].some(holdsText)) continue;
        const style = getComputedStyle(element);
        const front = element.closest("svg") && style.fill !== "none" ? style.fill : style.color;
        const back = `rgb(${ground(element)})`;
        const isFilled = element.matches("a, button") && style.backgroundColor !== "rgba(0, 0, 0, 0)";
        looks[`${front} on ${back}`] ??= [front, back, element.outerHTML.slice(0, 90), isFilled];
    }
    return Object.values(looks);
}"""


def drawn(page):
    """What is seen of a page: colour, ground, and an element that has them."""
    return page.evaluate(DRAWN)


def faint(looks):
    return [look for look in looks if contrast(*look[:2]) < LEAST]


def bright(looks):
    """What lies on a light ground, but for filled buttons, which have the colour of links for theirs."""
    return [look for look in looks if contrast("rgb(255, 255, 255)", look[1]) < DARK and not look[3]]


@pytest.mark.parametrize("path", [*PATHS, MISSING])
def test_a_page_is_dark_and_can_be_read_where_no_script_runs(visit, path):
    size = PHONE if path.startswith(CHINESE) else DESKTOP
    page, _ = visit(path, viewport=size, color_scheme="dark", java_script_enabled=False)
    looks = drawn(page)
    assert len(looks) > 1
    assert faint(looks) == []
    assert bright(looks) == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_no_page_is_in_another_scheme_before_the_theme_has_started(contexts, address, scheme):
    """The theme chooses its scheme when its script runs, which a slow connection brings late."""
    page = contexts(color_scheme=scheme, service_workers="block").new_page()
    page.route("**/bundle.*.js", lambda route: route.abort())
    page.goto(f"{address}layers/lstm/", wait_until="load")
    before = page.evaluate("getComputedStyle(document.body).backgroundColor")
    page.unroute_all()
    page.goto(f"{address}layers/lstm/", wait_until="load")
    assert page.evaluate("document.body.dataset.mdColorMedia")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == before
    page.close()


def test_on_paper_a_dark_page_is_light_where_no_script_runs(visit):
    page, _ = visit("layers/lstm/", color_scheme="dark", java_script_enabled=False)
    page.emulate_media(media="print")
    page.evaluate(ARRIVED)
    assert contrast("rgb(255, 255, 255)", page.evaluate("getComputedStyle(document.body).backgroundColor")) < 1.1
    assert faint(drawn(page)) == []
