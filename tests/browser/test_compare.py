"""What an element shows when it is asked for more: its sizes in other frameworks, and growth with units."""

import pytest

from rnnformula import count
from rnnformula.language import LANGUAGES, words
from rnnformula.language.writing import grouped
from tests.browser.pages import DESKTOP, PHONE, violations
from tests.languages import ENGLISH, HOMES

NARROW = {"width": 320, "height": 640}
FOLDS = ("frameworks", "growth")
#: From the smallest to the largest that is drawn, and of one size far more than of the other.
SIZES = [(1, 1), (2, 3), (7, 100_000), (128, 128), (1000, 1), (999_999, 999_999)]
#: Texts of the chart that lie on one another, or outside of it.
BADLY_PLACED = """() => {
    const chart = document.querySelector("[data-more=growth] svg");
    const around = chart.getBoundingClientRect();
    const texts = [...chart.querySelectorAll("text")].map((text) => [text.textContent, text.getBoundingClientRect()]);
    const inset = 3; // a box of text is higher than its letters
    const isIn = ({ left, right, top, bottom }) =>
        left >= around.left - 1 && right <= around.right + 1 && top >= around.top - 1 && bottom <= around.bottom + 1;
    const overlap = (one, other) => one.left < other.right && other.left < one.right &&
        one.top + inset < other.bottom - inset && other.top + inset < one.bottom - inset;
    const outside = texts.filter(([, box]) => !isIn(box)).map(([text]) => text);
    return [...outside, ...texts.flatMap(([text, box], place) =>
        texts.slice(place + 1).filter(([, other]) => overlap(box, other)).map(([other]) => `${text} on ${other}`))];
}"""


def element(page):
    return page.locator(".numbers").first


def summary(page, name):
    return element(page).locator(f"[data-more={name}] summary")


def content(page, name):
    return element(page).locator(f"[data-more={name}] > div")


def open_folds(page):
    """Open both, as who clicks does; what they show is made then."""
    for name in FOLDS:
        summary(page, name).click()
        content(page, name).locator("svg").first.wait_for()


def put(page, name, number):
    element(page).locator(f"input[data-field={name}]").fill(str(number))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fold_is_made_when_it_is_opened_and_follows_each_change(visit, lang):
    page, noise = visit(f"{HOMES[lang]}layers/lstm/", viewport=DESKTOP)
    assert [content(page, name).inner_text() for name in FOLDS] == ["", ""]
    assert [summary(page, name).inner_text() for name in FOLDS] == [
        words(lang)[key] for key in ("live_compare", "live_growth")
    ]
    open_folds(page)
    put(page, "units", 128)
    # At once: in the task of the event, so before the next frame.
    page.evaluate("""() => {
        const field = document.querySelector(".numbers input[data-field=features]");
        field.value = 64;
        field.dispatchEvent(new Event("input", { bubbles: true }));
        window.shown = document.querySelector(".numbers-folds").innerText;
    }""")
    shown = page.evaluate("window.shown")
    for layer in ("LSTM", "torch.nn.LSTM", "SimpleRNN", "GRU"):
        assert grouped(count(layer, units=128, features=64)) in shown, layer
    assert words(lang)["reason_two_biases"] in shown
    assert noise == []


def test_a_layer_without_relatives_has_no_folds(visit):
    page, noise = visit(f"{HOMES[ENGLISH]}", viewport=DESKTOP)
    open_folds(page)
    choice = element(page).locator("select[data-field=layer]")
    choice.select_option("Dense")
    assert not summary(page, "growth").is_visible()
    choice.select_option("GRU")
    assert content(page, "frameworks").locator("[aria-current]").inner_text() == "GRU"
    page.goto(page.url.split("#")[0] + "layers/conv_lstm/")
    assert page.locator(".numbers-more").count() == 0
    assert noise == []


@pytest.mark.parametrize("lang", LANGUAGES)
def test_wrong_sizes_leave_what_was_compared(visit, lang):
    page, _ = visit(f"{HOMES[lang]}layers/gru/#units=16&features=8", viewport=PHONE)
    open_folds(page)
    before = [content(page, name).inner_html() for name in FOLDS]
    put(page, "units", 0)
    assert [content(page, name).inner_html() for name in FOLDS] == before


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_fold_opens_by_the_keyboard_and_a_screen_reader_has_names(visit, lang):
    page, _ = visit(f"{HOMES[lang]}layers/lstm/", viewport=PHONE)
    for name in FOLDS:
        summary(page, name).focus()
        page.keyboard.press("Enter")
        content(page, name).locator("svg").first.wait_for()
    units, features = (words(lang)[key].split("|")[-1] for key in ("n_units", "n_features"))
    sizes = [page.input_value(f".numbers input[data-field={name}]") for name in ("units", "features")]
    table = content(page, "frameworks").get_by_role("table")
    caption = table.locator("caption").inner_text()
    assert units.format(n=sizes[0]) in caption
    assert features.format(n=sizes[1]) in caption
    assert table.get_by_role("row").count() > 5  # also where each is a block of its own
    assert all(drawing.get_attribute("aria-label") for drawing in table.locator("svg").all())
    chart = content(page, "growth").locator("svg")
    assert chart.get_attribute("role") == "img"
    names = chart.get_attribute("aria-labelledby").split()
    assert all(page.locator(f"[id='{name}']").text_content() for name in names)


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["narrow", "desktop"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_all_sizes_fit_the_screen_and_no_text_lies_on_another(visit, lang, size, scheme):
    page, _ = visit(f"{HOMES[lang]}layers/lstm/", viewport=size, color_scheme=scheme)
    open_folds(page)
    for units, features in SIZES:
        put(page, "units", units)
        put(page, "features", features)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), (units, features)
        inside = "(fold) => fold.scrollWidth <= fold.clientWidth"
        for name in FOLDS:
            assert content(page, name).evaluate(inside), (name, units, features)
        assert page.evaluate(BADLY_PLACED) == [], (units, features)
    assert violations(page, within=".numbers-folds") == []


def test_without_scripts_nothing_is_offered(visit):
    page, _ = visit(f"{HOMES[ENGLISH]}layers/lstm/", viewport=PHONE, java_script_enabled=False)
    assert not page.locator(".numbers-more").first.is_visible()
