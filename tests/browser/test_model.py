"""A model is built in the page, by keyboard, touch or link; what is wrong is said beside it; the address keeps it."""

import re

import pytest
from playwright.sync_api import expect

from rnnformula import model, render
from rnnformula.language import words
from tests.browser.pages import DESKTOP, PHONE, violations
from tests.languages import HOMES

PAGES = {lang: f"{home}explain/" for lang, home in HOMES.items()}
#: The smallest screen, and what a finger needs, in pixels.
SMALLEST, FINGER = {"width": 320, "height": 640}, 24
START = ["Input((30, 5))", "LSTM(64, return_sequences=True)", "LSTM(32)", "Dense(1)"]
BUILT = "#model=LSTM(8),Dense(2)&input=30,5"
HEARD = ".model .numbers-said"
TOTAL = ".model tfoot .model-count"
COUNTS = """[...document.querySelectorAll(".model-row .model-count")]
    .map((cell) => parseInt(cell.innerText.replaceAll(",", "")))"""
#: What is smaller than a finger needs among all that can be pressed or filled.
SMALL = """(least) => [...document.querySelectorAll(".model :is(button, input, select)")]
    .filter((element) => element.getClientRects().length)
    .filter((element) => {
        const { width, height } = element.getBoundingClientRect();
        return width < least || height < least;
    }).map((element) => element.outerHTML)"""


def code(page, place):
    return page.locator(f"[data-row='{place}'] [data-code]")


def codes(page):
    return [field.input_value() for field in page.locator("[data-code]").all()]


def act(page, place, what):
    return page.locator(f"[data-row='{place}'] [data-do='{what}']")


def total(layers):
    return f"{model(layers).count:,}"


@pytest.fixture(params=PAGES)
def lang(request):
    return request.param


@pytest.fixture
def opened(visit, lang):
    """The page with its model, as it starts when the reader does anything."""

    def open_page(fragment="", **settings):
        page, noise = visit(PAGES[lang] + fragment, **({"viewport": DESKTOP} | settings))
        page.keyboard.press("Shift")
        page.wait_for_function("() => document.querySelector('.model').dataset.ready === ''")
        return page, noise

    return open_page


def test_a_model_is_built_by_keyboard(opened, lang):
    page, noise = opened()
    assert page.evaluate(COUNTS) == [row.count for row in model(START).rows]
    code(page, 1).focus()
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("GRU(16)")
    page.keyboard.press("Enter")
    expect(page.locator(TOTAL)).to_have_text(total([*START[:2], "GRU(16)", "Dense(1)"]))
    page.locator("[data-new]").focus()
    page.keyboard.type("GRU")
    page.keyboard.press("Tab")
    page.keyboard.press("ControlOrMeta+A")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    # The last layer reads steps that the first one did not give any more.
    assert codes(page) == ["LSTM(64, return_sequences=True)", "GRU(16, return_sequences=True)", "Dense(1)", "GRU(7)"]
    layers = ["Input((30, 5))", *codes(page)]
    said = words(lang)["live_model_added"].replace("{layer}", "gru")
    expect(page.locator(HEARD)).to_contain_text(said)
    expect(page.locator(HEARD)).to_contain_text(total(layers))
    act(page, 3, "move").first.focus()
    page.keyboard.press("Enter")
    assert codes(page)[2:] == ["GRU(7)", "Dense(1)"]
    assert page.evaluate("document.activeElement.closest('[data-row]').dataset.row") == "2"
    act(page, 0, "remove").focus()
    page.keyboard.press("Enter")
    assert len(codes(page)) == 3
    assert page.evaluate("document.activeElement.dataset.do") == "remove"
    act(page, 0, "open").focus()
    page.keyboard.press("Enter")
    expect(page.locator("[data-inside='0'] figure.figure-formula")).to_be_visible()
    assert act(page, 0, "open").get_attribute("aria-expanded") == "true"
    # What it says of the number is in its name too.
    assert f"{page.evaluate(COUNTS)[0]:,}" in act(page, 0, "open").get_attribute("aria-label")
    assert violations(page, ".model") == []
    assert noise == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_model_is_built_by_touch_on_the_smallest_screen(opened, scheme):
    page, noise = opened(viewport=SMALLEST, has_touch=True, color_scheme=scheme)
    for place in range(3):
        act(page, place, "open").tap()
    page.locator("[data-new]").select_option("Bidirectional")
    page.locator("[data-do='add']").tap()
    expect(page.locator("[data-new-code]")).to_have_value("Bidirectional(LSTM(64))")
    assert codes(page)[1] == "LSTM(32, return_sequences=True)"
    assert page.evaluate(SMALL, FINGER) == []
    assert page.evaluate("document.documentElement.scrollWidth") == SMALLEST["width"]
    act(page, 3, "remove").tap()
    assert len(codes(page)) == 3
    assert violations(page, ".model") == []
    assert noise == []


def test_what_is_wrong_is_said_beside_it_and_the_model_stays(opened, lang):
    page, noise = opened()
    code(page, 1).fill("LSTM(32, unts=3)")
    code(page, 1).press("Tab")
    said = page.locator("[data-row='1'] .numbers-wrong")
    expect(said).to_be_visible()
    expect(said).to_contain_text("unts")
    assert code(page, 1).get_attribute("aria-invalid") == "true"
    assert code(page, 1).get_attribute("aria-describedby") == said.get_attribute("id")
    expect(page.locator(TOTAL)).to_have_text(total(START))
    code(page, 1).fill("LSTM(3)")
    expect(said).to_be_hidden()
    expect(page.locator(TOTAL)).to_have_text(total([*START[:2], "LSTM(3)", "Dense(1)"]))
    shape = page.locator("[data-input]")
    shape.fill("5")
    shape.press("Tab")
    expect(page.locator(".model-input .numbers-wrong")).to_be_visible()
    expect(page.locator(TOTAL)).to_have_text(total([*START[:2], "LSTM(3)", "Dense(1)"]))
    shape.fill("")
    shape.press("Tab")
    expect(page.locator(TOTAL)).to_have_text("?")
    expect(page.locator(".model-input .numbers-wrong")).to_have_text(words(lang)["live_model_input_missing"])
    shape.fill("(None, 9)")
    shape.press("Enter")
    expect(page.locator(TOTAL)).to_have_text(total(["Input((None, 9))", *START[1:2], "LSTM(3)", "Dense(1)"]))
    assert noise == []


def test_a_link_a_reload_the_way_back_and_the_other_language_keep_the_model(opened, lang):
    page, noise = opened(BUILT)
    assert codes(page) == ["LSTM(8)", "Dense(2)"]
    assert page.evaluate("document.querySelector('.model').getBoundingClientRect().top < innerHeight")
    code(page, 0).fill("LSTM(9)")
    expect(page).to_have_url(re.compile(re.escape("#model=LSTM(9),Dense(2)&input=30,5") + "$"))
    page.reload()
    expect(code(page, 0)).to_have_value("LSTM(9)")
    other = next(name for name in PAGES if name != lang)
    page.locator(f"a.language[hreflang='{other}']").click()
    expect(page.locator("html")).to_have_attribute("lang", re.compile(other))
    expect(code(page, 0)).to_have_value("LSTM(9)")
    page.go_back()
    expect(code(page, 0)).to_have_value("LSTM(9)")
    page.evaluate("location.hash = '#model=Nonsense(3)&input=3,4'")
    expect(page.locator(".model-input .numbers-wrong")).to_contain_text("Nonsense")
    expect(code(page, 0)).to_have_value("LSTM(9)")
    assert noise == []


def test_a_model_is_copied_as_code_table_markdown_and_link(opened, lang):
    page, noise = opened(BUILT, permissions=["clipboard-read", "clipboard-write"])

    def copied(what):
        page.locator(f".model [data-act='{what}']").click()
        expect(page.locator(HEARD)).to_have_text(words(lang)["copied"])
        return page.evaluate("navigator.clipboard.readText()")

    layers = ["Input((30, 5))", "LSTM(8)", "Dense(2)"]
    assert "    keras.Input((30, 5)),\n    keras.layers.LSTM(8),\n    keras.layers.Dense(2),\n" in copied("code")
    assert f" Total params: {total(layers)} (" in copied("table")
    assert copied("markdown").startswith(render.markdown(model(layers), lang=lang))
    assert f"https://rnnformula.example/{PAGES[lang]}{BUILT})" in copied("markdown")
    assert copied("link") == page.url
    assert page.url.endswith(BUILT)
    assert noise == []


def test_without_scripts_and_on_paper_the_model_is_a_table(visit, lang):
    page, _ = visit(PAGES[lang], java_script_enabled=False, viewport=PHONE)
    table = page.locator("[id='explain.model.table'] table[data-model]")
    expect(table).to_be_visible()
    expect(table).to_contain_text(total(START))
    expect(page.locator(".model")).to_be_hidden()
    page, _ = visit(PAGES[lang], viewport=DESKTOP)
    expect(page.locator("table[data-model]")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator(".model-moves button").first).to_be_hidden()
    expect(page.locator(TOTAL)).to_be_visible()
    page.emulate_media(media="screen")
