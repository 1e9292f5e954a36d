"""Pages on paper, and the page of the checks, which would be the longest on a screen."""

import re
import zlib

import pytest

from tests.browser.pages import PHONE, violations
from tests.languages import CHINESE

#: Pages and on how many sheets of A4 each may be printed.
SHEETS = {
    "": 4,
    "layers/simple_rnn/": 11,
    "layers/lstm/": 14,
    "layers/gru/": 17,
    "layers/frameworks/": 12,
    "about/checks/": 3,
}
CHECKS = ["about/checks/", f"{CHINESE}/about/checks/"]
#: Screens, and how many of them the page of the checks may take while all is folded.
SCREENS = [({"width": 1280, "height": 800}, 6), ({"width": 390, "height": 844}, 9)]
#: How many tables of the page are folded; that of the mutations has no rows in a copy without their rates.
FOLDS = 6
STREAM = re.compile(rb"stream\r?\n(.*?)endstream", re.DOTALL)
#: Where a piece of text stands in a PDF by Chromium: a foot, which comes first, on its sheet, all else on the whole.
PLACE = re.compile(rb"1 0 0 -1 [\d.-]+ ([\d.-]+) Tm")
#: How high a sheet is, below what there is its foot, and how many pieces that has: two numbers, a bar, a name.
SHEET, FOOT, FOOT_PIECES = 1123, 1075, 4


def sheets(pdf):
    """The places of all text on each sheet that a PDF has."""
    contents = []
    for stream in STREAM.findall(pdf):
        try:
            content = zlib.decompress(stream)
        except zlib.error:  # an image, which is packed in another way
            continue
        # A font may hold any letters by chance, but no places of text.
        if places := [float(place) for place in PLACE.findall(content)]:
            contents.append(places)
    return contents


@pytest.mark.parametrize("path", [home + path for home in ("", f"{CHINESE}/") for path in SHEETS])
def test_a_page_is_printed_on_few_sheets_with_their_numbers(visit, path):
    page, _ = visit(path)
    found = sheets(page.pdf(format="A4"))
    assert 2 <= len(found) <= SHEETS[path.removeprefix(f"{CHINESE}/")]
    for number, places in enumerate(found, 1):
        foot, text = set(places[:FOOT_PIECES]), places[FOOT_PIECES:]
        assert len(foot) == 1, f"sheet {number} has no foot"
        assert FOOT < min(foot) < SHEET, f"sheet {number} has no foot"
        assert text, f"sheet {number} is empty"


def test_paper_has_the_address_of_the_page_and_the_screen_has_not(visit):
    page, _ = visit("layers/lstm/")
    address = page.locator("article .on-paper")
    assert address.text_content().endswith("/layers/lstm/")
    assert not address.is_visible()
    page.emulate_media(media="print")
    assert address.is_visible()


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("path", ["layers/lstm/", f"{CHINESE}/layers/lstm/"])
def test_code_that_is_folded_is_printed_and_a_line_in_sight_says_what_keras_counted(visit, path, javascript):
    page, _ = visit(path, viewport=PHONE, java_script_enabled=javascript)
    code = page.locator("details.code").first
    assert re.search(r"Keras (printed|打印) 20$", code.locator("summary").inner_text())
    assert code.locator("summary").bounding_box()["height"] < 2 * 24
    assert not code.locator("pre").is_visible()
    page.emulate_media(media="print")
    assert code.locator("pre").is_visible()


@pytest.mark.parametrize("javascript", [True, False])
@pytest.mark.parametrize("home", ["", f"{CHINESE}/"])
def test_an_answer_is_folded_a_link_to_it_unfolds_it_and_paper_has_it(visit, home, javascript):
    name = "simple-rnn.exercises.features"
    page, _ = visit(f"{home}layers/simple_rnn/", viewport=PHONE, java_script_enabled=javascript)
    answer = page.locator(f"details.answer:has([id='{name}.answer'])")
    assert not answer.locator("table").is_visible()
    page.emulate_media(media="print")
    assert answer.locator("table").is_visible()
    page.emulate_media(media="screen")
    summary = answer.locator("summary")
    assert summary.bounding_box()["height"] >= 24
    summary.press("Enter")
    assert answer.locator("table").is_visible()
    assert not javascript or violations(page) == []  # axe is a script
    page, _ = visit(f"{home}layers/simple_rnn/#{name}.answer", viewport=PHONE, java_script_enabled=javascript)
    answer = page.locator(f"details.answer:has([id='{name}.answer'])")
    answer.locator("table").wait_for()
    assert 0 < answer.locator("summary").bounding_box()["y"] < PHONE["height"]


@pytest.mark.parametrize("path", CHECKS)
@pytest.mark.parametrize(("screen", "most"), SCREENS, ids=[str(screen["width"]) for screen, _ in SCREENS])
def test_the_page_of_the_checks_is_a_few_screens(visit, path, screen, most):
    page, _ = visit(path, viewport=screen)
    assert page.evaluate("document.documentElement.scrollHeight") <= most * screen["height"]
    folds = page.locator("details.folded")
    assert folds.count() >= FOLDS
    for summary in folds.locator("> summary").all():
        assert re.search(r"\d", summary.text_content())


@pytest.mark.parametrize("path", CHECKS)
def test_what_is_folded_is_whole_without_scripts_and_a_link_to_it_leads_there(visit, path):
    page, _ = visit(f"{path}#checks.layers-table", viewport=PHONE, java_script_enabled=False)
    block = page.locator("[id='checks.layers-table']")
    assert 0 <= block.bounding_box()["y"] < PHONE["height"]
    cell = block.locator("td").first
    assert not cell.is_visible()
    block.locator("summary").first.click()
    assert cell.is_visible()


@pytest.mark.parametrize("path", CHECKS)
def test_what_is_unfolded_fits_the_screen_and_can_be_touched(visit, path):
    page, _ = visit(path, viewport=PHONE)
    page.evaluate("document.querySelectorAll('details').forEach((details) => (details.open = true))")
    wide = "[...document.querySelectorAll('.folded .scroll')].filter((box) => box.scrollWidth > box.clientWidth + 1)"
    assert page.evaluate(f"{wide}.map((box) => box.closest('[id]').id)") == []
    assert violations(page, rules=["target-size"]) == []


def test_axe_is_asked_for_the_size_of_what_is_touched(visit):
    page, _ = visit("", viewport=PHONE)
    page.evaluate(
        """() => {
            const buttons = document.createElement("div");
            for (const name of ["a", "b", "c"]) {
                const button = document.createElement("button");
                button.textContent = name;
                button.style.cssText = "display: block; width: 12px; height: 12px; padding: 0; border: 0";
                buttons.append(button);
            }
            document.querySelector("article").append(buttons);
        }"""
    )
    assert [found for found in violations(page) if found.startswith("target-size")]


def test_the_search_finds_no_row_of_a_table_that_is_looked_up(visit, address):
    page, _ = visit("")
    index = page.request.get(f"{address}search/search_index.json").json()["docs"]
    texts = {entry["location"]: entry["text"] for entry in index if entry["location"].startswith("about/checks/")}
    assert "about/checks/#checks.examples" in texts
    assert not any("SimpleRNN" in text for text in texts.values())
