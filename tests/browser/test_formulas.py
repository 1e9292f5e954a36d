"""Formulas in the browser: set in our own font, in the reader's notation, and copied as TeX."""

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.language.notation import NOTATIONS, SHORT
from rnnformula.site.html.notation_choice import AUTOMATIC
from tests.browser.conftest import OPENED
from tests.browser.pages import DESKTOP, PHONE, SETTLED
from tests.languages import CHINESE, HOMES

PAGE = "layers/simple_rnn/"
FIRST = "article math[data-follows]"
#: Everything that follows the notation, as it stands.
ALL = "[...document.querySelectorAll('[data-follows]')].map((element) => element.outerHTML)"


#: Both tables of formulas were received, and whoever waited for them went on.
BOTH_HERE = """async () => {
    const isTable = ({ name }) => name.includes("/notation/");
    const here = () => performance.getEntriesByType("resource").filter(isTable).length;
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve)));
    while (here() < 2) await frame();
    await frame();
}"""


def written(page):
    return page.evaluate(f"document.querySelector('{FIRST}').dataset.tex")


@pytest.mark.parametrize("path", [PAGE, f"{CHINESE}/cases/ten_units/"])
def test_the_math_font_is_loaded_from_this_host_and_used(visit, path):
    page, _ = visit(path)
    page.evaluate("document.fonts.ready.then(() => true)")
    assert page.evaluate("[...document.fonts].filter(font => font.status === 'loaded').map(font => font.family)") == [
        "STIX2"
    ]
    assert page.evaluate("getComputedStyle(document.querySelector('article math')).fontFamily").startswith("STIX2")


@pytest.mark.parametrize("path", [PAGE, f"{CHINESE}/layers/simple_rnn/"])
def test_the_formulas_of_a_page_follow_the_chosen_notation_and_come_back(visit, path):
    page, noise = visit(path, viewport=DESKTOP)
    for key in list(NOTATIONS)[1:]:
        follows_and_comes_back(page, key)
    assert noise == []


def follows_and_comes_back(page, key):
    before = page.evaluate(ALL)
    expected = NOTATIONS[key].expand(r"\units \times (\features + \units + 1)")
    page.select_option("#__notation", key)
    page.wait_for_selector(f"html[data-notation={key}]")
    assert written(page) == expected
    left = page.evaluate(
        "[...document.querySelectorAll('[data-follows]')].filter(e => e.dataset.tex.includes('units')).length"
    )
    assert left == 0
    assert "units" not in page.inner_text("#simple-rnn\\.formula\\.table td:nth-child(2)")
    for name in ("features", "units"):
        drawn = page.locator(f"[id='simple-rnn.arrays-figure'] [data-size={name}]").first
        assert drawn.get_attribute("data-tex") == NOTATIONS[key].expand(f"\\{name}")
        assert name not in drawn.text_content()
    page.select_option("#__notation", "keras")
    page.wait_for_selector("html[data-notation=keras]")
    assert page.evaluate(ALL) == before


def test_the_choice_holds_on_every_page_and_after_a_reload(visit):
    page, noise = visit(PAGE)
    page.select_option("#__notation", "textbook")
    page.wait_for_selector("html[data-notation=textbook]")
    for path in ("cases/stacked_layers/", f"{CHINESE}/notation/"):
        page.goto(page.url.split("/layers")[0].split("/cases")[0] + "/" + path)
        page.wait_for_selector("html[data-notation=textbook]")
        assert page.input_value("#__notation") == "textbook"
    page.reload()
    page.wait_for_selector("html[data-notation=textbook]")
    assert r"H \times (I + H + 1)" in written(page)
    assert noise == []


def test_the_table_of_notations_itself_does_not_follow(visit):
    page, _ = visit("notation/")
    table = "#notation\\.table\\.all table"
    before = page.inner_html(table)
    page.select_option("#__notation", "pytorch")
    page.wait_for_selector("html[data-notation=pytorch]")
    assert page.inner_html(table) == before


def test_a_stored_choice_that_means_nothing_is_ignored(visit):
    page, noise = visit(PAGE)
    page.evaluate("localStorage.setItem('rnnformula.notation', 'klingon')")
    page.reload(wait_until="load")
    page.evaluate(SETTLED)
    assert page.input_value("#__notation") == AUTOMATIC
    assert noise == []


#: An equation with arrays in it, and what is shown of it.
ID = "simple-rnn.forward-pass.equation"
SHOWN = f"""[...document.querySelectorAll("[id='{ID}'] math")]
    .filter((math) => math.checkVisibility()).map((math) => math.dataset.tex)"""
STEP = r"\state = \tanh\left(\apply{\kernel}{\inputvector} + \apply{\recurrentkernel}{\laststate} + \bias\right)"


def in_notation(key):
    return [NOTATIONS[key].expand(STEP)]


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("scripts", [True, False])
def test_an_equation_is_in_letters_on_a_phone_until_a_notation_is_chosen(visit, lang, scripts):
    path = HOMES[lang] + PAGE
    page, _ = visit(path, viewport=PHONE, java_script_enabled=scripts)
    shown = [math.get_attribute("data-tex") for math in page.locator(f"[id='{ID}'] math").all() if math.is_visible()]
    assert shown == in_notation(SHORT.key)
    assert page.locator(f"[id='{ID}'] .letters").inner_text().startswith("W = kernel")
    page.set_viewport_size(DESKTOP)
    shown = [math.get_attribute("data-tex") for math in page.locator(f"[id='{ID}'] math").all() if math.is_visible()]
    assert shown == in_notation("keras")


def test_the_choice_says_what_is_shown_and_a_stored_one_wins(visit):
    page, _ = visit(PAGE, viewport=PHONE)
    assert page.input_value("#__notation") == AUTOMATIC
    for key in ("keras", "textbook"):
        page.select_option("#__notation", key)
        page.wait_for_selector(f"html[data-notation={key}]")
        page.reload()
        page.wait_for_selector(f"html[data-notation={key}]")
        assert page.input_value("#__notation") == key
        assert page.evaluate(SHOWN) == in_notation(key)
    page.select_option("#__notation", AUTOMATIC)
    page.wait_for_selector("html:not([data-notation])")
    assert page.evaluate(SHOWN) == in_notation(SHORT.key)
    assert page.evaluate("localStorage.getItem('rnnformula.notation')") is None


def test_two_quick_choices_end_with_the_second(visit):
    """Also where what the first needs comes last."""
    page, _ = visit(PAGE)
    held = []
    page.context.route("**/notation/pytorch.json", lambda route: held.append(route))
    page.evaluate(
        """() => {
            const select = document.querySelector("#__notation");
            for (const key of ["pytorch", "letters"]) {
                select.value = key;
                select.dispatchEvent(new Event("change"));
            }
        }"""
    )
    page.wait_for_selector("html[data-notation=letters]")
    with page.expect_response("**/notation/pytorch.json") as late:
        held[0].continue_()
    late.value.finished()
    page.evaluate(BOTH_HERE)
    assert page.input_value("#__notation") == "letters"
    assert written(page) == r"u \times (f + u + 1)"


@pytest.fixture(scope="module")
def opened(contexts, address):
    """A page from which is copied, opened once."""
    page = contexts(viewport=PHONE, permissions=["clipboard-read", "clipboard-write"]).new_page()
    page.goto(address + PAGE, wait_until="load")
    yield page
    page.close()


@pytest.fixture
def copying(opened, request):
    request.node.stash[OPENED] = [opened]
    opened.bring_to_front()
    yield opened
    opened.select_option("#__notation", AUTOMATIC)
    opened.wait_for_selector("html:not([data-notation])")


def press(page, button):
    """Press a button that copies; it says when it has."""
    found = page.locator(button)
    found.click()
    found.and_(page.get_by_text("✓")).wait_for()


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def test_the_button_of_a_display_formula_copies_its_tex(copying):
    press(copying, "#simple-rnn\\.formula\\.equation .copy")
    assert clipboard(copying) == (
        "\\begin{aligned}\n"
        "& \\text{features} \\times \\text{units} + \\text{units} \\times \\text{units} + \\text{units} \\\\\n"
        "& = \\text{units} \\times (\\text{features} + \\text{units} + 1)\n"
        "\\end{aligned}"
    )


def test_the_tex_is_that_of_the_chosen_notation(copying):
    copying.select_option("#__notation", "letters")
    copying.wait_for_selector("html[data-notation=letters]")
    press(copying, "#simple-rnn\\.forward-pass\\.equation .copy")
    assert clipboard(copying) == r"h_t = \tanh\left(x_t \, W + h_{t-1} \, U + b\right)"


def test_of_an_equation_that_stands_there_twice_what_is_shown_is_copied(copying):
    (tex,) = in_notation(SHORT.key)
    press(copying, f"[id='{ID}'] .copy")
    assert clipboard(copying) == tex
    copying.evaluate(
        """(id) => {
            const range = document.createRange();
            range.selectNodeContents(document.getElementById(id));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }""",
        ID,
    )
    copying.keyboard.press("Control+c")
    assert clipboard(copying).startswith(f"$$\n{tex}\n$$\n\nW = kernel, U = recurrent_kernel, b = bias")


def test_the_button_of_a_folded_example_copies_its_code(visit):
    page, _ = visit("notation/", viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    press(page, ".example:has(details.code) .copy >> nth=0")
    assert "import" in clipboard(page)


def test_every_formula_in_copied_text_is_tex(copying):
    copying.evaluate(
        """() => {
            const range = document.createRange();
            range.selectNodeContents(document.querySelector("article > p:not([class])"));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    copying.keyboard.press("Control+c")
    assert clipboard(copying).startswith(
        r"SimpleRNN has $\text{units} \times (\text{features} + \text{units} + 1)$ parameters."
    )


def test_a_selection_within_a_formula_means_the_whole_formula(copying):
    copying.evaluate(
        """() => {
            const range = document.createRange();
            range.selectNodeContents(document.querySelector("article > p math mo"));
            getSelection().removeAllRanges();
            getSelection().addRange(range);
        }"""
    )
    copying.keyboard.press("Control+c")
    assert clipboard(copying) == r"$\text{units} \times (\text{features} + \text{units} + 1)$"


def test_the_button_of_an_example_copies_the_code_and_not_the_output(copying):
    press(copying, ".example .copy >> nth=0")
    assert clipboard(copying).startswith("import keras\nimport numpy as np\n")
    assert "moves the output: True" not in clipboard(copying)


@pytest.mark.parametrize(("path", "done"), [(PAGE, "✓ Copied"), (f"{CHINESE}/{PAGE}", "✓ 已复制")])
def test_who_copies_sees_and_hears_that_it_is_done_in_the_language_of_the_page(visit, path, done):
    page, _ = visit(path, viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    page.clock.install()
    heard = page.get_by_role("status").and_(page.locator(".heard"))
    for button in (".example .copy >> nth=0", ".formula .copy >> nth=0"):
        assert heard.text_content() == ""
        press(page, button)
        assert page.locator(button).text_content() == done
        assert heard.text_content() == done.removeprefix("✓ ")
        page.clock.run_for(5000)


def test_what_can_not_be_copied_is_selected(visit):
    page, noise = visit(PAGE, viewport=PHONE)
    page.evaluate("() => { navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')); }")
    page.locator(".example .copy").first.click()
    page.wait_for_function("() => getSelection().toString().startsWith('import keras')")
    assert noise == []


def test_a_button_that_has_copied_says_its_name_again(visit):
    page, _ = visit(PAGE, viewport=PHONE, permissions=["clipboard-read", "clipboard-write"])
    button = page.locator(".example .copy").first
    name = button.inner_text()
    page.clock.install()
    press(page, ".example .copy >> nth=0")
    assert button.inner_text() != name
    page.clock.run_for(5000)
    assert button.inner_text() == name
