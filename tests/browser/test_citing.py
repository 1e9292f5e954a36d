"""Citing in the browser: the # of every id copies the link of its tag, Cite beside it what the package makes of it."""

import json
import re

import pytest

from rnnformula.citing import cite, tags
from rnnformula.language import LANGUAGES, words
from rnnformula.site.fences.loading import read_book
from rnnformula.site.publish.citation_texts import DIALOG_FORMATS, TEX_FORMAT
from tests.browser.conftest import SITE_URL
from tests.browser.pages import DESKTOP, PHONE, violations
from tests.conftest import ROOT
from tests.languages import CHINESE, ENGLISH, HOMES

NARROW = {"width": 320, "height": 640}
ALLOWED = ["clipboard-read", "clipboard-write"]
LAYER, STEP, BLOCK = "layers/simple_rnn/", "simple-rnn.recurrent-kernel", "simple-rnn.formula.equation"
#: Presses Cite of each id, then Copy; what the clipboard then has, by id. What takes too long is an error. The dialog
#: stays open meanwhile: to lay out the page anew each time would take minutes.
CITE_ALL = """async () => {
    const wait = (is, what) => new Promise((done, fail) => {
        const start = performance.now();
        const look = () => {
            if (is()) done();
            else if (performance.now() - start > 20_000) fail(new Error(what));
            else setTimeout(look, 0);
        };
        look();
    });
    const copied = {};
    const dialog = () => document.querySelector(".cite-dialog");
    for (const button of document.querySelectorAll("article button.cite")) {
        const { dataset, hash } = button.previousElementSibling;
        const name = decodeURIComponent(hash.slice(1));
        button.click();
        const isOpen = () => dialog()?.open && dialog().ariaBusy === "false"
            && dialog().querySelector("[data-cite=tag-name]").textContent === dataset.tag;
        await wait(isOpen, `${name}: no dialog`);
        const copy = dialog().querySelector("[data-cite=copy]");
        copy.textContent = "";
        copy.click();
        await wait(() => copy.textContent.startsWith("✓"), `${name}: not copied`);
        copied[name] = await navigator.clipboard.readText();
    }
    return copied;
}"""
TODAY = """() => { const now = new Date(); const two = (n) => String(n).padStart(2, "0");
    return `${now.getFullYear()}-${two(now.getMonth() + 1)}-${two(now.getDate())}`; }"""
#: Selects from the start of one element to the end of another.
SELECT = """([first, last]) => {
    const range = document.createRange();
    range.setStart(document.querySelector(first), 0);
    range.setEndAfter(document.querySelector(last).lastChild);
    getSelection().removeAllRanges();
    getSelection().addRange(range);
}"""


def button(page, name):
    return page.locator(f"a[data-tag][href='#{name}'] + button.cite")


def field(page, name):
    return page.locator(f".cite-dialog [data-cite='{name}']")


def clipboard(page):
    return page.evaluate("navigator.clipboard.readText()")


def open_dialog(page, name, touch=False):
    (button(page, name).tap if touch else button(page, name).click)()
    page.wait_for_selector(".cite-dialog[aria-busy=false]")


def expected(page, name, format_, lang, **asked):
    asked |= {"accessed": page.evaluate(TODAY), "tex": format_ == TEX_FORMAT}
    format_ = "markdown" if format_ == TEX_FORMAT else format_
    return cite(name, format=format_, lang=lang, address=SITE_URL, **asked)


@pytest.fixture
def citing(visit):
    """Open a page that may use the clipboard."""
    return lambda path, **settings: visit(path, permissions=ALLOWED, **settings)


@pytest.mark.parametrize("lang", LANGUAGES)
def test_every_id_is_cited_as_the_package_cites_it(citing, lang):
    home = HOMES[lang]
    wrong, seen = [], set()
    pages = [page for page in read_book(ROOT).pages if page.lang == lang]
    for page_of_book in pages:
        page, noise = citing(page_of_book.address, viewport=DESKTOP)
        copied = page.evaluate(CITE_ALL)
        wrong += [(home, name) for name, text in copied.items() if text != expected(page, name, "markdown", lang)]
        assert noise == []
        seen |= copied.keys()
        page.close()
    assert wrong == []
    assert seen == {tag.id for tag in tags() if not tag.retired}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_each_format_is_copied_in_each_language(citing, lang):
    page, _ = citing(HOMES[lang] + LAYER, viewport=DESKTOP)
    for name in (STEP, BLOCK):
        open_dialog(page, name)
        for other in LANGUAGES:
            field(page, "language").select_option(other)
            for format_ in DIALOG_FORMATS:
                field(page, "format").select_option(format_)
                text = expected(page, name, format_, other)
                assert field(page, "text").input_value() == text
                field(page, "copy").click()
                assert clipboard(page) == text
        field(page, "close").click()
    json.loads(expected(page, STEP, "csl-json", lang))


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize(("name", "path"), [(STEP, LAYER), (BLOCK, LAYER), ("glossary.layer", "about/glossary/")])
def test_a_number_sign_copies_the_link_of_the_tag_and_says_so(citing, lang, name, path):
    page, _ = citing(HOMES[lang] + path, viewport=DESKTOP)
    page.locator(f"a[data-tag][href='#{name}']").click()
    said = page.get_by_role("status").filter(has_text=words(lang)["citing_link_copied"])
    said.wait_for()
    assert clipboard(page) == cite(name, format="link", address=SITE_URL)
    assert page.url.endswith(f"#{name}")
    box, seen = said.bounding_box(), page.locator(f"a[data-tag][href='#{name}']").bounding_box()
    assert abs(box["y"] - seen["y"] - seen["height"]) < 2
    said.wait_for(state="detached" if said.count() == 0 else "hidden")


def test_a_number_sign_is_a_plain_link_with_a_key_without_scripts_and_where_nothing_may_be_copied(citing, visit):
    page, _ = citing(LAYER, viewport=DESKTOP)
    page.evaluate("navigator.clipboard.writeText('before')")
    page.locator(f"a[href='#{STEP}'].headerlink").click(modifiers=["Shift"])
    assert clipboard(page) == "before"
    assert "#" not in page.url
    for settings in ({"java_script_enabled": False}, {}):
        other, noise = visit(LAYER, viewport=PHONE, **settings)
        if not settings:
            other.evaluate("void (navigator.clipboard.writeText = () => Promise.reject(new Error('forbidden')))")
        assert other.locator("button.cite").first.is_visible() == (not settings)
        other.locator(f"a[href='#{STEP}'].headerlink").click()
        assert other.url.endswith(f"#{STEP}")
        assert noise == []
        assert other.locator(".cite-said:not(:empty)").count() == 0


def test_the_dialog_is_worked_by_keyboard_alone(citing):
    page, _ = citing(LAYER, viewport=DESKTOP)
    button(page, STEP).focus()
    page.keyboard.press("Enter")
    page.wait_for_selector(".cite-dialog[aria-busy=false]")
    assert page.get_by_role("dialog", name=words(ENGLISH)["cite"]).is_visible()
    page.keyboard.press("Enter")  # the button that copies has the focus
    field(page, "copy").filter(has_text="✓").wait_for()
    assert clipboard(page) == expected(page, STEP, "markdown", ENGLISH)
    for key in "psn/":  # letters of the theme
        page.keyboard.press(key)
    assert page.locator(".cite-dialog").is_visible()
    page.keyboard.press("Escape")
    assert page.locator(".cite-dialog").is_hidden()
    assert button(page, STEP).evaluate("(button) => document.activeElement === button")


def test_the_choice_of_a_format_is_remembered_and_the_page_has_one_dialog(citing):
    page, _ = citing(LAYER, viewport=DESKTOP)
    open_dialog(page, STEP)
    field(page, "format").select_option("bibtex")
    page.mouse.click(5, 5)  # beside the dialog
    assert page.locator(".cite-dialog").is_hidden()
    open_dialog(page, BLOCK)
    assert field(page, "text").input_value() == expected(page, BLOCK, "bibtex", ENGLISH)
    assert page.locator(".cite-dialog").count() == 1
    page.reload()
    open_dialog(page, BLOCK)
    assert field(page, "format").input_value() == "bibtex"


def test_the_dialog_leads_to_the_tag_and_the_page_loads_it_when_it_is_asked_for(citing):
    page, _ = citing(f"{CHINESE}/{LAYER}", viewport=DESKTOP)
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(100)
    assert asked == []
    open_dialog(page, STEP)
    assert [re.sub(r".*/|-\w+(?=\.mjs)", "", url) for url in asked if "cite" in url or "citations" in url] == [
        "cite_dialog.mjs",
        "simple_rnn.json",
    ]
    tag = next(tag.tag for tag in tags() if tag.id == STEP)
    assert re.fullmatch(rf"http://[^/]+/t/{tag}/", field(page, "tag").evaluate("(link) => link.href"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_where_the_texts_do_not_come_the_link_alone_is_there(citing, lang):
    page, _ = citing(HOMES[lang] + LAYER, viewport=PHONE)
    page.context.route("**/citations/**", lambda route: route.abort())
    open_dialog(page, STEP)
    assert field(page, "failed").inner_text() == words(lang)["citing_failed"]
    assert field(page, "text").input_value() == cite(STEP, format="link", address=SITE_URL)
    field(page, "copy").click()
    assert clipboard(page) == cite(STEP, format="link", address=SITE_URL)
    field(page, "close").click()
    page.context.unroute_all()
    open_dialog(page, STEP)
    assert field(page, "failed").is_hidden()
    assert field(page, "text").input_value() == expected(page, STEP, "markdown", lang)


def test_where_no_script_comes_cite_copies_the_link(citing):
    page, _ = citing(LAYER, viewport=DESKTOP)
    page.context.route("**/cite_dialog*", lambda route: route.abort())
    button(page, STEP).click()
    page.get_by_role("status").filter(has_text=words(ENGLISH)["citing_link_copied"]).wait_for()
    assert clipboard(page) == cite(STEP, format="link", address=SITE_URL)


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("touch", [False, True], ids=["mouse", "touch"])
def test_a_selection_is_quoted_with_its_formulas_and_its_table(citing, lang, touch):
    size = {"viewport": NARROW, "has_touch": True, "is_mobile": True} if touch else {"viewport": DESKTOP}
    page, _ = citing(HOMES[lang] + LAYER, **size)
    heading, block = "simple-rnn.formula", "[id='simple-rnn.formula.{}']"
    page.evaluate(SELECT, [block.format("equation") + " math", block.format("table") + " tr:last-child td:last-child"])
    open_dialog(page, heading, touch)
    quote = field(page, "text").input_value()
    assert quote.startswith("> $$\n> ")
    assert "\n> | --- |" in quote
    assert all(line.startswith(">") for line in quote.partition("\n\n[")[0].splitlines())
    given = "\n".join(line.removeprefix(">").removeprefix(" ") for line in quote.partition("\n\n[")[0].splitlines())
    for format_ in DIALOG_FORMATS:
        field(page, "format").select_option(format_)
        assert field(page, "text").input_value() == expected(page, heading, format_, lang, quote=given)
    field(page, "format").select_option("markdown")
    field(page, "quoting").uncheck()
    assert field(page, "text").input_value() == expected(page, heading, "markdown", lang)
    field(page, "close").click()
    page.evaluate("getSelection().removeAllRanges()")
    open_dialog(page, heading, touch)
    assert field(page, "quoting").is_hidden()


def test_what_is_selected_elsewhere_is_not_quoted(citing):
    page, _ = citing(LAYER, viewport=DESKTOP)
    page.evaluate(SELECT, ["[id='simple-rnn.bias'] + p", "[id='simple-rnn.bias'] + p"])
    open_dialog(page, STEP)
    assert field(page, "quoting").is_hidden()
    field(page, "close").click()
    page.evaluate(SELECT, ["[id='simple-rnn.bias'] + p", "[id='simple-rnn.bias'] + p"])
    open_dialog(page, "simple-rnn.arrays")
    assert field(page, "text").input_value().startswith("> bias holds one number")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("size", [NARROW, DESKTOP], ids=["320", "1280"])
def test_the_dialog_can_be_read_and_touched_on_every_screen(citing, lang, scheme, size):
    touch = {"has_touch": True, "is_mobile": True} if size is NARROW else {}
    page, _ = citing(HOMES[lang] + LAYER, viewport=size, color_scheme=scheme, **touch)
    open_dialog(page, STEP, bool(touch))
    assert violations(page, ".cite-dialog") == []
    box = page.locator(".cite-dialog").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= size["width"]
    assert box["y"] >= 0
    assert box["y"] + box["height"] <= size["height"]
    assert page.evaluate("document.querySelector('.cite-dialog').scrollWidth") <= box["width"]
    for name in ("close", "format", "language", "copy"):
        assert field(page, name).bounding_box()["height"] >= 38


def copy_selection(page):
    page.evaluate("navigator.clipboard.writeText('')")
    page.evaluate("document.execCommand('copy')")
    return clipboard(page)


def test_a_selected_table_is_copied_as_markdown_with_its_head(citing):
    page, _ = citing(LAYER, viewport=DESKTOP)
    table = "[id='simple-rnn.exercises.count.table'] table"
    page.evaluate("document.querySelectorAll('details').forEach((fold) => (fold.open = true))")
    page.evaluate(SELECT, [f"{table} thead th", f"{table} tbody tr:last-child td:last-child"])
    whole = copy_selection(page).splitlines()
    assert whole[:3] == [
        "| Step | Formula | Parameters |",
        "| --- | --- | --- |",
        "| `kernel` | features × units | 1 × 10 = 10 |",
    ]
    assert len(whole) == 7
    page.evaluate(SELECT, [f"{table} tbody tr:nth-child(2) td:last-child", f"{table} tbody tr:nth-child(3) td"])
    assert copy_selection(page).splitlines() == [*whole[:2], *whole[3:5]]
    # Text of one cell is copied by the browser.
    page.evaluate(SELECT, [f"{table} tbody tr:nth-child(4) td", f"{table} tbody tr:nth-child(4) td"])
    assert copy_selection(page).strip() == "added up"


def test_a_selection_without_formula_and_table_is_the_browsers_own(citing):
    page, _ = citing(LAYER, viewport=DESKTOP)
    prevented = """() => { let event; document.addEventListener("copy", (heard) => (event = heard), { once: true });
        document.execCommand("copy"); return event.defaultPrevented; }"""
    bias, kernel = (f"[id='simple-rnn.{name}'] + p" for name in ("bias", "recurrent-kernel"))
    page.evaluate(SELECT, [bias, bias])
    assert page.evaluate(prevented) is False
    page.evaluate(SELECT, [kernel, bias])
    assert page.evaluate(prevented) is True
    assert "shape $(\\text{units}, \\text{units})$. It is square" in clipboard(page)
    assert "Cite" not in clipboard(page)
