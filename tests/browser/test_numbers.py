"""The element that shows a number as an area, and the box that takes any number: by hand, by link, in each language."""

import json
import re
import time

import pytest

from rnnformula import cost, count, derive
from rnnformula.language import LANGUAGES, words
from rnnformula.language.writing import grouped
from tests.browser.pages import DESKTOP, PHONE, violations
from tests.conftest import ROOT
from tests.languages import CHINESE, ENGLISH, HOMES

NARROW = {"width": 320, "height": 640}
LINKS = json.loads((ROOT / "tests" / "numbers" / "links.json").read_text("utf-8"))
LSTM = "layers/lstm/"
#: What somebody asks, and what the answer has to show.
ASKED = {
    "131584": ["131,584", "LSTM(128)"],
    "120": ["120", "SimpleRNN(10)"],
    "LSTM(64, input_shape=(30, 5))": ["17,920"],
    "model.add(LSTM(64, input_shape=(30, 5)))": ["17,920"],
    "nn.GRU(10, 20)": ["1,920"],
    "lstm_3 (LSTM)   (None, 128)   131584": ["131,584", "LSTM(128)"],
    "why simple_rnn (SimpleRNN) (None, 10) 120 ?": ["120"],
    "[(128, 512), (128, 512), (512,)]": ["131,584"],
    "GRU(64)": ["3 × 64 × (features + 64 + 2)"],
    "Sequential([Input((30, 5)), LSTM(64), Dense(1)])": ["17,920", "65", "17,985"],
}
#: What loads Python.
ENGINE = re.compile(r"pyodide|worker\.mjs|\.zip$")


#: What is to be touched in an answer, and is smaller than a fingertip; a link in a sentence has no height of its own.
SMALL = """() => [...document.querySelectorAll(".explain-answer :is(a, button, input, select, summary)")]
    .filter((element) => element.getClientRects().length && !element.closest("p, li"))
    .map((element) => [element.outerHTML.slice(0, 60), (element.closest("label") ?? element).getBoundingClientRect()])
    .filter(([, box]) => box.height < 24 || box.width < 24).map(([html]) => html)"""


def element(page):
    return page.locator(".numbers:visible").first


def field(page, name):
    return element(page).locator(f"[data-field={name}]")


def caption(page):
    return element(page).locator("figcaption").inner_text()


def shows(page, number):
    """Wait until the sentence of the element says a number."""
    element(page).locator("figcaption", has_text=re.compile(rf"(?<![\d,]){grouped(number)}(?![\d,])")).wait_for()


def until(holds, seconds=20):
    """Wait for something without code that is made of text, which the policy of the page forbids; it asks the page."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, "it never came true"
        time.sleep(0.05)


def ask(page, text):
    page.locator("#__paste").fill(text)
    page.locator(".explain button[type=submit]").click()


@pytest.mark.parametrize("lang", LANGUAGES)
def test_published_links_show_what_they_always_showed(visit, address, lang):
    page, noise = visit(HOMES[lang], viewport=DESKTOP)
    for link, number in LINKS.items():
        home = HOMES[lang] if link.startswith("#layer=") else f"{HOMES[lang]}{LSTM}"
        page.goto("about:blank")
        page.goto(f"{address}{home}{link}")
        shows(page, number)
    assert noise == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_sizes_are_set_by_fields_and_sliders_and_steps_change_no_number(visit, lang):
    page, noise = visit(HOMES[lang], viewport=DESKTOP)
    field(page, "units").fill("64")
    field(page, "features").fill("6")
    shows(page, count("LSTM", units=64, features=6))
    before = caption(page)
    for steps in ("1", "5", "1000"):
        field(page, "steps").fill(steps)
        page.wait_for_url(lambda url, steps=steps: f"steps={steps}" in url)
        assert caption(page) == before
    slider = element(page).locator("[data-slide=units]")
    slider.press("ArrowRight")
    units = int(field(page, "units").input_value())
    assert units > 64
    shows(page, count("LSTM", units=units, features=6))
    heard = element(page).locator(".numbers-heard")
    until(lambda: grouped(count("LSTM", units=units, features=6)) in heard.inner_text())
    field(page, "units").fill("64")
    field(page, "layer").select_option("GRU")
    field(page, "reset_after").uncheck()
    shows(page, count("GRU", units=64, features=6, reset_after=False))
    field(page, "bidirectional").check()
    shows(page, 2 * count("GRU", units=64, features=6, reset_after=False))
    field(page, "dense").fill("3")
    shows(page, 2 * count("GRU", units=64, features=6, reset_after=False) + count("Dense", units=3, features=128))
    assert noise == []


#: The numbers of a cost in the last column, above each other.
COSTED = "table.costs tbody td:nth-last-child(2)"


def costs_shown(page):
    return [int(text.replace(",", "")) for text in element(page).locator(COSTED).all_inner_texts()]


def costs_of(layer, **arguments):
    """What the page shows of a cost, as the package has it."""
    counted = cost(layer, **arguments)
    operations = counted["forward", "operations"].value + counted["backward", "operations"].value
    products, kept = counted["forward", "multiply_accumulates"].value, counted["memory", "kept"].value
    return [counted["memory", "parameters"].value, products, operations, kept]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_steps_change_operations_and_bytes_that_are_kept_and_no_parameters(visit, lang):
    page, noise = visit(HOMES[lang], viewport=PHONE)
    before = costs_shown(page)
    assert before == costs_of("LSTM", units=128, features=128, steps=30)
    high = element(page).locator(".numbers-costs").bounding_box()["height"]
    field(page, "steps").fill("60")
    until(lambda: costs_shown(page) != before)
    after = costs_shown(page)
    assert after == [before[0], *(2 * number for number in before[1:])]
    assert element(page).locator(".numbers-costs").bounding_box()["height"] == high
    heard = element(page).locator(".numbers-heard")
    until(lambda: all(grouped(number) in heard.inner_text() for number in after[2:]))
    field(page, "layer").select_option("GRU")
    field(page, "reset_after").uncheck()
    until(lambda: costs_shown(page) == costs_of("GRU", units=128, features=128, steps=60, reset_after=False))
    field(page, "bidirectional").check()
    both = "Bidirectional(GRU(128, reset_after=False))"
    until(lambda: costs_shown(page) == costs_of(both, features=128, steps=60))
    field(page, "layer").select_option("ConvLSTM2D")
    until(lambda: costs_shown(page) == [])
    field(page, "layer").select_option("Dense")
    until(lambda: costs_shown(page) == costs_of("Dense", units=128, input_shape=(60, 128)))
    assert noise == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_scripts_the_costs_of_the_example_stand_there(visit, lang):
    page, noise = visit(f"{HOMES[lang]}{LSTM}", java_script_enabled=False)
    assert costs_shown(page) == costs_of("LSTM", units=2, features=3, steps=3)
    assert element(page).locator("table.costs thead th").count() == 2
    assert noise == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_wrong_input_is_said_beside_the_field_and_the_last_good_state_stays(visit, lang):
    page, noise = visit(HOMES[lang], viewport=PHONE)
    field(page, "units").fill("64")
    shows(page, count("LSTM", units=64, features=128))
    good, address = caption(page), page.url
    for wrong in ("0", "-3", "6.5", "many", "", "9999999999999999"):
        field(page, "units").fill(wrong)
        said = element(page).locator(".numbers-wrong:visible")
        assert said.count() == 1
        assert "units" in said.inner_text() or "9,007,199,254,740,991" in said.inner_text()
        assert field(page, "units").get_attribute("aria-describedby") == said.get_attribute("id")
        assert field(page, "units").get_attribute("aria-invalid") == "true"
        assert (caption(page), page.url) == (good, address)
    field(page, "units").fill("2")
    shows(page, count("LSTM", units=2, features=128))
    assert element(page).locator(".numbers-wrong:visible, [aria-invalid]").count() == 0
    assert noise == []


def test_numbers_up_to_ten_to_the_fifteenth_are_exact(visit):
    page, noise = visit(HOMES[ENGLISH], viewport=DESKTOP)
    field(page, "features").fill("999983")
    for units in (999_979, 1_000_000):
        field(page, "units").fill(str(units))
        shows(page, count("LSTM", units=units, features=999_983))
    assert noise == []


def test_all_that_is_set_while_scripts_load_is_shown(visit):
    page, noise = visit(HOMES[ENGLISH], viewport=DESKTOP)
    held = []
    page.context.route("**/numbers-*/*", lambda route: held.append(route))
    with page.expect_request("**/numbers-*/*"):
        field(page, "features").fill("6")
    field(page, "units").fill("64")
    field(page, "bidirectional").check()
    field(page, "layer").select_option("GRU")
    assert held
    held.pop().continue_()
    page.context.unroute("**/numbers-*/*")
    shows(page, 2 * count("GRU", units=64, features=6))
    assert (field(page, "features").input_value(), field(page, "units").input_value()) == ("6", "64")
    assert noise == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_is_shown_is_kept_by_the_other_language_by_reload_and_by_going_back(visit, lang):
    page, noise = visit(HOMES[lang], viewport=DESKTOP)
    field(page, "units").fill("64")
    field(page, "features").fill("6")
    number = count("LSTM", units=64, features=6)
    shows(page, number)
    page_lang = page.evaluate("document.documentElement.lang")
    page.locator("a.language").first.click()
    page.wait_for_load_state()
    assert page.evaluate("document.documentElement.lang") != page_lang
    shows(page, number)
    page.reload()
    shows(page, number)
    element(page).locator(".numbers-tools a").click()
    page.wait_for_url("**/lstm/**")
    shows(page, number)
    page.go_back()
    shows(page, number)
    assert noise == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_box_answers_at_once_without_python(visit, lang):
    page, noise = visit(HOMES[lang], viewport=PHONE)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    for text, said in ASKED.items():
        ask(page, text)
        for one in said:
            page.locator(".explain-answer", has_text=one).or_(
                page.locator(f'.explain-answer input[value="{one}"]')
            ).first.wait_for()
    assert not [url for url in asked if ENGINE.search(url)]
    page.reload()
    page.locator(".explain-answer", has_text="17,985").wait_for()
    assert noise == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_the_box_can_not_read_gets_three_forms_that_it_can(visit, lang):
    page, noise = visit(HOMES[lang], viewport=PHONE)
    ask(page, "what is this")
    forms = page.locator(".explain-answer .explain-examples a")
    forms.first.wait_for()
    assert forms.count() == 3
    forms.nth(1).click()
    shows(page, count("LSTM", units=64, features=5))
    ask(page, "LSTN(64)")
    page.locator(".explain-state [role=status]", has_text="LSTM").wait_for()
    assert noise == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_without_scripts_the_examples_are_answered_and_nothing_is_there_to_set(visit, lang):
    page, noise = visit(f"{HOMES[lang]}", viewport=PHONE, java_script_enabled=False)
    assert not page.locator(".numbers-side").first.is_visible()
    assert "131,584" in caption(page)
    for link in page.locator(".explain-examples a").all():
        link.click()
        answer = page.locator(".asked:target")
        answer.wait_for()
        assert answer.locator("figcaption").inner_text()
    assert noise == []


#: The tables and figures of a page that follow, and what they say.
FOLLOWING = """() => [...document.querySelectorAll(
    "article :is(.figure-arrays, .figure-gates, .figure-minute, table[data-record])")]
    .map((element) => element.innerText.replaceAll(/\\s+/g, " ").replace(/ SVG PNG$/, ""))"""


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(
    ("path", "layer"), [("layers/simple_rnn/", "SimpleRNN"), (LSTM, "LSTM"), ("layers/gru/", "GRU")]
)
def test_a_layer_page_takes_the_sizes_of_its_reader_and_gives_its_example_back(visit, address, lang, path, layer):
    page, noise = visit(f"{HOMES[lang]}{path}", viewport=DESKTOP)
    before = page.evaluate(FOLLOWING)
    assert len(before) > 1
    page.goto("about:blank")
    page.goto(f"{address}{HOMES[lang]}{path}#units=128&features=100")
    number = count(layer, units=128, features=100)
    shows(page, number)
    page.locator(".numbers-yours").first.wait_for()
    sums = [step.value for step in derive(layer, units=128, features=100).steps]
    tables = [text for text in page.evaluate(FOLLOWING) if grouped(number) in text]
    assert any(all(grouped(value) in text for value in sums) for text in tables)
    notes = page.locator(".numbers-yours").all_inner_texts()
    assert len(notes) >= len(tables)  # an example with another option has another number
    assert all("128" in note and "100" in note and "Keras" in note for note in notes)
    field(page, "units").fill("2")
    field(page, "features").fill("3")
    until(lambda: page.locator(".numbers-yours").count() == 0)
    assert page.evaluate(FOLLOWING) == before
    assert noise == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_layer_that_is_built_up_takes_the_sizes_of_its_reader_and_only_there_is_its_script_loaded(
    visit, address, lang
):
    page, noise = visit(HOMES[lang], viewport=DESKTOP)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    field(page, "units").fill("64")
    shows(page, count("LSTM", units=64, features=128))
    assert not any("building_up" in url for url in asked)
    page.goto("about:blank")
    page.goto(f"{address}{HOMES[lang]}{LSTM}")
    field(page, "units").fill("64")
    field(page, "features").fill("6")
    foot = page.locator(".figure-minute .figure-foot")
    until(lambda: [text.replace("\xa0", " ") for text in foot.all_inner_texts()][-1:] == ["4 × 4,544 = 18,176"])
    assert sum("building_up" in url for url in asked) == 1
    assert page.locator(".numbers-yours + .figure-minute").count() == 1
    field(page, "units").fill("2")
    field(page, "features").fill("3")
    until(lambda: page.locator(".numbers-yours").count() == 0)
    assert foot.last.inner_text().replace("\xa0", " ") == "4 × 12 = 48"
    assert noise == []


def test_what_is_copied_is_what_is_shown(visit):
    page, noise = visit(HOMES[ENGLISH], viewport=DESKTOP, permissions=["clipboard-read", "clipboard-write"])
    field(page, "units").fill("64")
    field(page, "features").fill("6")
    shows(page, 18176)
    copied = {}
    for act in ("markdown", "code", "link"):
        element(page).locator(f"[data-act={act}]").click()
        element(page).locator(".numbers-said", has_text=words(ENGLISH)["copied"]).wait_for()
        copied[act] = page.evaluate("navigator.clipboard.readText()")
    assert "18,176" in copied["markdown"]
    assert "](" in copied["markdown"]
    assert "LSTM(64)" in copied["code"]
    page.goto("about:blank")
    page.goto(copied["link"])
    shows(page, 18176)
    assert noise == []


@pytest.mark.parametrize(("act", "begins"), [("svg", b"<svg"), ("png", b"\x89PNG")])
def test_a_figure_is_taken_away_with_its_citation(visit, act, begins):
    page, noise = visit(f"{HOMES[CHINESE]}{LSTM}", viewport=PHONE)
    with page.expect_download() as waiting:
        element(page).locator(f"[data-act={act}]").click()
    compared = waiting.value.path().read_bytes()
    assert element(page).locator(".numbers-known").is_visible()
    field(page, "units").fill("63")
    shows(page, count("LSTM", units=63, features=3))
    with page.expect_download() as waiting:
        element(page).locator(f"[data-act={act}]").click()
    content = waiting.value.path().read_bytes()
    assert content.startswith(begins)
    assert waiting.value.suggested_filename.endswith(f".{act}")
    if act == "svg":
        assert b"rnnformula" in content
        assert b"units=63" in content
        # Only what Keras was compared on is said to be checked.
        assert [b"TensorFlow" in file for file in (compared, content)] == [True, False]
        assert not element(page).locator(".numbers-known").is_visible()
    assert noise == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("path", [LSTM, "cases/one_to_four_units/"])
def test_every_other_figure_of_a_page_can_be_taken_away_too(visit, lang, path):
    page, noise = visit(f"{HOMES[lang]}{path}", viewport=DESKTOP)
    page.mouse.move(100, 300)
    figures = page.locator("article figure.figure:has(> .figure-take)")
    figures.first.wait_for()
    assert figures.count() == page.locator("article figure.figure:not(.numbers *)").count()
    for figure in figures.all():
        with page.expect_download() as waiting:
            figure.locator(".figure-take button").first.click()
        content = waiting.value.path().read_text("utf-8")
        assert figure.locator("figcaption").inner_text().split()[0] in content
        assert f"{path}#{figure.locator('xpath=..').get_attribute('id')}" in content
    assert noise == []


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("screen", [NARROW, PHONE, DESKTOP], ids=lambda screen: screen["width"])
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_an_answer_fits_every_screen_and_axe_finds_nothing(visit, lang, screen, scheme):
    page, noise = visit(HOMES[lang], viewport=screen, color_scheme=scheme)
    ask(page, "lstm_3 (LSTM) (None, 128) 131584")
    page.locator(".explain-answer h2").first.wait_for()  # the page begins with the same number
    shows(page, 131584)
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert violations(page, ".explain") == []
    assert page.evaluate(SMALL) == []
    if screen != DESKTOP:  # from the first screen to the understood number in one
        top, bottom = page.evaluate("""() => {
            const [head] = document.querySelectorAll(".explain-answer h2");
            const sum = document.querySelector(".explain-answer .figure-key li");
            return [head.getBoundingClientRect().top, sum.getBoundingClientRect().bottom];
        }""")
        assert top >= 0
        assert bottom <= screen["height"] + (80 if screen == NARROW else 0)
    assert noise == []
