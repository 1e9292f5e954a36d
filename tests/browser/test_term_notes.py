"""The note of an agreed term is there for mouse, keyboard, finger and screen reader, and in no one's way."""

import re
from collections import Counter

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.html.term_notes import AGREED_TERM, NOTE_ATTRIBUTE
from tests.browser.conftest import PATHS
from tests.browser.pages import DESKTOP, NAMES, violations
from tests.languages import CHINESE, HOMES

LAYER, GLOSSARY = "layers/lstm/", "about/glossary/"
TERM = f"a.{AGREED_TERM}"
LINK = re.compile(rf'<a class="{AGREED_TERM}" href="([^"]*)#([^"]*)" {NOTE_ATTRIBUTE}="([^"]*)">')
NARROW = [{"width": 390, "height": 800}, {"width": 320, "height": 640}]
#: A page whose letters run in a direction, as those of its own language would.
TURNED = """(direction) => {
    document.body.dir = direction;
    for (const each of document.querySelectorAll("article :is(p, li, dd)")) {
        if (direction === "rtl") each.style.unicodeBidi = "bidi-override";
    }
}"""
#: What lies between the letters of a term and the next line, in pixels, at the most.
LINE = 12
#: The note of a term: whether it is seen, what it says, and its box in the window.
STATE = """(term) => {
    const style = getComputedStyle(term, "::after");
    const around = term.offsetParent.getBoundingClientRect();
    const side = Number.parseFloat(style.left);
    return {
        isSeen: style.visibility === "visible" && style.content !== "none",
        left: around.left + side,
        right: around.left + side + Number.parseFloat(style.width),
        top: around.top + Number.parseFloat(style.top),
        height: Number.parseFloat(style.height),
        line: [...term.getClientRects()].at(-1).bottom,
        room: document.documentElement.clientWidth,
    };
}"""
ARRIVED = "async (term) => { await Promise.all(document.getAnimations().map((each) => each.finished)); }"


def state(term):
    term.evaluate(ARRIVED)
    return term.evaluate(STATE)


def is_seen(term):
    return state(term)["isSeen"]


def below(term):
    """A place on the note, right below the middle of the term."""
    box = term.bounding_box()
    return box["x"] + box["width"] / 2, box["y"] + box["height"] + 12


@pytest.mark.parametrize("path", PATHS)
def test_each_term_is_explained_once_and_leads_to_its_place_in_the_glossary(folder, path):
    html = (folder / path / "index.html").read_text(encoding="utf-8")
    links = LINK.findall(html)
    assert html.count(AGREED_TERM) == len(links)
    assert bool(links) <= (not path.endswith(GLOSSARY))
    lang = next(code for code in reversed(LANGUAGES) if path.startswith(HOMES[code]))
    for address, name, note in links:
        target = (folder / path / address).resolve()
        assert target == (folder / HOMES[lang] / GLOSSARY).resolve()
        assert f'id="{name}"' in (target / "index.html").read_text(encoding="utf-8")
        assert note
    assert all(number == 1 for number in Counter(name for _, name, _ in links).values())
    if "layers/" in path or "questions/" in path:
        assert links


@pytest.mark.parametrize("has_scripts", [True, False])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_pointer_shows_a_note_and_may_go_onto_it(visit, lang, has_scripts):
    page, noise = visit(HOMES[lang] + LAYER, viewport=DESKTOP, java_script_enabled=has_scripts)
    term = page.locator(TERM).nth(3)
    assert not is_seen(term)
    term.hover()
    assert is_seen(term)
    page.mouse.move(*below(term), steps=5)
    assert is_seen(term)
    page.mouse.move(1, 1)
    assert not is_seen(term)
    assert noise == []


def tab_to(page, number):
    page.evaluate("Object.assign(document.querySelector('article'), { tabIndex: -1 }).focus()")
    for _ in range(80):
        page.keyboard.press("Tab")
        at = page.evaluate(f"[...document.querySelectorAll('{TERM}')].indexOf(document.activeElement)")
        if at == number:
            return
    raise AssertionError(f"the keyboard does not reach term {number}")


@pytest.mark.parametrize("has_scripts", [True, False])
def test_the_keyboard_shows_a_note(visit, has_scripts):
    page, _ = visit(LAYER, viewport=DESKTOP, java_script_enabled=has_scripts)
    tab_to(page, 2)
    assert is_seen(page.locator(TERM).nth(2))
    page.keyboard.press("Tab")
    assert not is_seen(page.locator(TERM).nth(2))


def test_escape_takes_a_note_away_until_it_is_asked_for_anew(visit):
    page, _ = visit(LAYER, viewport=DESKTOP)
    term = page.locator(TERM).nth(2)
    tab_to(page, 2)
    page.keyboard.press("Escape")
    assert not is_seen(term)
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert is_seen(term)
    page.keyboard.press("Tab")
    term.hover()
    assert is_seen(term)
    page.keyboard.press("Escape")
    assert not is_seen(term)
    page.mouse.move(1, 1)
    term.hover()
    assert is_seen(term)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_tap_shows_a_note_and_the_next_one_follows_it(visit, address, lang):
    page, _ = visit(HOMES[lang] + LAYER, viewport=NARROW[0], has_touch=True, is_mobile=True)
    # Far enough from each other that the note of one does not lie on the other.
    first, second = page.locator(TERM).nth(1), page.locator(TERM).nth(8)
    first.tap()
    assert is_seen(first)
    second.tap()
    assert is_seen(second)
    assert not is_seen(first)
    page.locator("article h2").first.tap()
    assert not is_seen(second)
    first.tap()
    first.tap()
    page.wait_for_url(f"{address}{HOMES[lang]}{GLOSSARY}#*")


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("size", NARROW, ids=lambda size: size["width"])
@pytest.mark.parametrize("path", [LAYER, f"{CHINESE}/{LAYER}", f"{CHINESE}/", "questions/two_biases/"])
def test_every_note_is_right_below_its_term_and_within_the_screen(visit, path, size, direction):
    page, _ = visit(path, viewport=size)
    page.evaluate(TURNED, direction)
    width = page.evaluate("document.documentElement.scrollWidth")
    terms = page.locator(TERM)
    assert terms.count() > 5
    for number in range(terms.count()):
        term = terms.nth(number)
        term.evaluate("term => term.classList.add('shown')")
        seen = state(term)
        assert seen["isSeen"]
        assert seen["left"] >= 0
        assert seen["right"] <= seen["room"]
        assert 0 < seen["height"] < size["height"] / 2
        assert 0 <= seen["top"] - seen["line"] < LINE
    assert page.evaluate("document.documentElement.scrollWidth") == width


def test_a_note_at_the_end_of_the_screen_stands_above_its_line(visit):
    page, _ = visit(LAYER, viewport=DESKTOP)
    term = page.locator(TERM).nth(4)
    for place, is_above in ((DESKTOP["height"] - 40, True), (200, False)):
        page.mouse.move(1, 1)
        top = term.bounding_box()["y"]
        page.evaluate("by => scrollBy({ top: by, behavior: 'instant' })", top - place)
        box = term.bounding_box()
        page.mouse.move(box["x"] + 5, box["y"] + 5)  # Playwright's own way scrolls
        assert is_seen(term)
        assert term.evaluate("term => term.classList.contains('above')") is is_above


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scheme", NAMES)
def test_axe_has_nothing_to_say_of_a_note(visit, scheme, lang):
    page, _ = visit(HOMES[lang] + LAYER, viewport=DESKTOP, color_scheme=scheme)
    page.locator(TERM).nth(3).hover()
    assert is_seen(page.locator(TERM).nth(3))
    assert violations(page, "article") == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_screen_reader_has_the_note_as_a_description_and_no_part_of_the_sentence(visit, lang):
    page, _ = visit(HOMES[lang] + LAYER, viewport=DESKTOP)
    term = page.locator(TERM).nth(3)
    term.hover()
    session = page.context.new_cdp_session(page)
    found = session.send("Runtime.evaluate", {"expression": f"document.querySelectorAll('{TERM}')[3]"})
    tree = session.send("Accessibility.getPartialAXTree", {"objectId": found["result"]["objectId"]})
    node = tree["nodes"][0]
    session.detach()
    assert node["role"]["value"] == "link"
    assert node["name"]["value"] == term.text_content()
    assert node["description"]["value"] == " ".join(term.get_attribute(NOTE_ATTRIBUTE).split())


def test_paper_has_no_note(visit):
    page, _ = visit(LAYER, viewport=DESKTOP)
    page.emulate_media(media="print")
    assert page.locator(TERM).nth(3).evaluate("term => getComputedStyle(term, '::after').content") == "none"


COPIED = """async () => {
    const heard = new Promise((resolve) => document.addEventListener("copy", ({ clipboardData, defaultPrevented }) => {
        resolve([clipboardData.getData("text/html"), clipboardData.getData("text/plain"), defaultPrevented]);
    }, { once: true }));
    document.execCommand("copy");
    return heard;
}"""


def test_a_copied_selection_has_the_word_without_its_note(visit):
    page, _ = visit(LAYER, viewport=DESKTOP)
    for wanted in (f"p:has({TERM})", TERM):
        page.evaluate("wanted => getSelection().selectAllChildren(document.querySelector(`article ${wanted}`))", wanted)
        written, text, is_ours = page.evaluate(COPIED)
        assert is_ours
        assert text == page.evaluate("String(getSelection())").strip()
        assert "<a" not in written
        assert NOTE_ATTRIBUTE not in written
