"""Where lines end on small screens: headings between words, sums between terms, and nothing is wider than its place."""

from itertools import accumulate
from pathlib import Path

import pytest

from rnnformula.language import LANGUAGES
from rnnformula.site.html.segmenting import SEGMENTERS, teach_words
from tests.browser.conftest import PATHS
from tests.browser.pages import DESKTOP, PHONE, SETTLED, THOROUGH
from tests.conftest import project_book
from tests.languages import CHINESE, HOMES

LINES = (Path(__file__).parent / "lines.js").read_text("utf-8")
#: Pixels: phones, a tablet, a desktop.
WIDTHS = (320, 360, 390, 820, 1280)
#: Pixels of the smallest text that is to be read, as the token --text-least has it.
LEAST = 13
#: With the layers whose equations are long, and the tables that have many columns.
QUICK = [
    *THOROUGH,
    *(f"{home}{path}" for home in HOMES.values() for path in ("layers/gru/", "layers/lstm/", "layers/frameworks/")),
]
#: Marks that no line may begin or end with, in any language.
CLOSING, OPENING, BETWEEN = "，。、；：！？）”’》】,;:!?)", "（“‘《【(", "·"
HEADINGS = ("h1", "h2", "h3", "h4")
#: Characters of a bracket that a line of a phone has room for.
ROOM = 36
#: In front of which a sum may break.
SIGNS = "+=≠×"


@pytest.fixture(scope="session")
def lines(contexts, address):
    """What `lines.js` says of a page at each width, asked once a page."""
    teach_words(project_book().terms)
    page = contexts(viewport=PHONE).new_page()
    known = {}

    def lines_of(path):
        if path not in known:
            page.goto(address + path, wait_until="load")
            known[path] = {}
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 800})
                page.evaluate(SETTLED)
                known[path][width] = page.evaluate(LINES, LEAST)
        return known[path]

    yield lines_of
    page.close()


def on_pages(test):
    marked = [pytest.param(path, marks=() if path in QUICK else pytest.mark.long) for path in PATHS]
    return pytest.mark.parametrize("path", marked)(test)


def broken(seen, kind="blocks"):
    """Each place where a line of a page begins: width, element, class, text, place."""
    for width, found in seen.items():
        for element, name, text, begins in found[kind]:
            for place in begins:
                yield width, element, name, text, place


def shown(text, place):
    return f"{text[max(place - 12, 0) : place]}/{text[place : place + 12]}"


def language(path):
    """The language of a page: the homes of all but one stand below that of the one."""
    return max((home, code) for code, home in HOMES.items() if path.startswith(home))[1]


@on_pages
def test_a_heading_breaks_between_words_and_leaves_no_letter_alone(lines, path):
    segmenter = LANGUAGES[language(path)].prose().segmenter
    faults = []
    for width, element, _, text, place in broken(lines(path)):
        if element not in (*HEADINGS, "a"):
            continue
        words = list(SEGMENTERS[segmenter].divide(text)) if segmenter else []
        between = place in accumulate(map(len, words)) or text[place - 1] in " ._-(" or text[place] in " ("
        alone = element in HEADINGS and len(text[place:].split("/")[-1].strip()) < 2
        if not between or alone:
            faults.append(f"{width}: {shown(text, place)}")
    assert faults == []


@on_pages
def test_no_line_begins_or_ends_with_a_mark_that_belongs_to_the_other_line(lines, path):
    faults = []
    for width, element, _, text, place in broken(lines(path)):
        before, behind = text[:place].rstrip()[-1:], text[place:].lstrip()[:1]
        if behind in CLOSING + BETWEEN or before in OPENING + BETWEEN:
            faults.append(f"{width} {element}: {shown(text, place)}")
    assert faults == []


@on_pages
def test_a_sum_in_a_table_breaks_between_its_terms(lines, path):
    faults = []
    for width, _, name, text, place in broken(lines(path)):
        if name != "sum":
            continue
        depth = text[:place].count("(") - text[:place].count(")")
        bracket = text.rfind(")") - text.find("(") if depth else 0
        if (depth or text[place] not in SIGNS) and bracket < ROOM:
            faults.append(f"{width}: {shown(text, place)}")
    assert faults == []


@on_pages
def test_code_in_a_sentence_breaks_at_blanks_dots_and_underscores(lines, path):
    # And an address before the sign that begins a further pair, a layer before its arguments, a result before its key
    # or what is asked of it, a class in words.
    faults = [
        f"{width}: {shown(text, place)}"
        for width, _, _, text, place in broken(lines(path), "code")
        if text[place - 1] not in " ._-/(="
        and text[place] not in "&(["
        and text[place - 1 : place + 1] != ")."
        and not (text[place - 1].islower() and text[place].isupper())
    ]
    assert faults == []


@on_pages
def test_no_table_and_no_equation_is_wider_than_its_box(lines, path):
    assert {width: found["wide"] for width, found in lines(path).items() if found["wide"]} == {}


@on_pages
def test_no_text_to_be_read_is_smaller_than_the_least_size(lines, path):
    assert {width: found["small"] for width, found in lines(path).items() if found["small"]} == {}


def test_the_lines_of_pages_were_seen(lines):
    """Else nothing of the above could fail."""
    seen = lines(f"{CHINESE}/layers/gru/")
    assert len(list(broken(seen))) > 300
    assert {element for _, element, *_ in broken(seen)} >= {"h2", "p", "li", "td"}
    assert list(broken(lines("layers/frameworks/"), "code"))
    assert any(name == "sum" for _, _, name, *_ in broken(seen))


def test_the_head_of_a_table_is_none_to_click(visit):
    page, _ = visit("notation/", viewport=DESKTOP)
    heads = page.locator("article table.stacks th").evaluate_all(
        "heads => heads.map((head) => [getComputedStyle(head).cursor, getComputedStyle(head, '::after').content])"
    )
    assert heads
    assert set(map(tuple, heads)) == {("auto", "none")}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_what_check_prints_shows_the_shape_and_the_number_of_keras_on_a_phone(visit, lang):
    page, _ = visit(f"{HOMES[lang]}layers/gru/", viewport=PHONE)
    output = page.locator(".example:has(a[href$='gru_arrays.py']) pre code").first
    line = next(line for line in output.text_content().splitlines() if "recurrent_kernel" in line)
    needed = len(line.partition(" = ")[0])
    room = output.evaluate(
        """(code) => {
            const { fontSize, fontFamily, paddingLeft } = getComputedStyle(code);
            const canvas = document.createElement("canvas").getContext("2d");
            canvas.font = `${fontSize} ${fontFamily}`;
            return (code.clientWidth - parseFloat(paddingLeft)) / canvas.measureText("0").width;
        }"""
    )
    assert needed <= room
