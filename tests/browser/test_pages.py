"""Every page in a real browser: whole, quiet, light, and no wider than a phone."""

import gzip
import re
from functools import cache

import pytest

from tests.browser.conftest import PATHS
from tests.browser.pages import (
    BYTES,
    DESKTOP,
    MORE_BYTES,
    NAMES,
    PHONE,
    REQUESTS,
    SCREENS,
    SETTLED,
    SIZES,
    STILL,
    Visitor,
)
from tests.conftest import ROOT
from tests.languages import CHINESE, ENGLISH

#: Pixels of the smallest letters, but for formulas and figures.
SMALLEST = 10


@pytest.mark.parametrize(("size", "scheme"), SCREENS)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_quiet_and_never_scrolls_sideways(record, path, size, scheme):
    view = record.views[size, scheme]
    assert view.noise == []
    assert view.seen["scheme"] == NAMES[scheme]
    assert view.seen["width"] <= size
    assert view.seen["outside"] == []
    assert view.seen["lang"] == (CHINESE if path.startswith(f"{CHINESE}/") else ENGLISH)


@pytest.mark.parametrize("path", PATHS)
def test_no_text_of_a_page_is_too_small_to_read(record):
    for screen, view in record.views.items():
        size, where = view.seen["smallest"]
        assert size >= SMALLEST, f"{where} on {screen}: {size} pixels"


@pytest.mark.parametrize("path", PATHS)
def test_nothing_moves_while_a_page_loads(record):
    assert set(record.shifts) == set(SIZES)
    assert max(record.shifts.values()) <= STILL, record.shifts


@pytest.mark.parametrize("path", PATHS)
def test_a_page_reads_completely_without_javascript(record):
    assert record.bare.noise == []
    seen, scripted = record.bare.seen, record.views[record.bare_size, "light"].seen
    assert seen["width"] <= record.bare_size
    assert seen["tools"] == []
    assert seen["text"] == scripted["text"]
    text = " ".join(seen["text"])
    assert text
    assert "\\(" not in text
    assert "$$" not in text
    assert "\\units" not in text
    assert seen["flat"] == []


@pytest.mark.parametrize("path", PATHS)
def test_a_first_view_is_light_and_asks_for_little(record, address, folder):
    sent = {url: compressed(folder / (url.removeprefix(address) or "index.html")) for url in record.asked}
    assert address + record.path in sent
    assert len(record.asked) <= REQUESTS, record.asked
    page = record.path.removeprefix(f"{CHINESE}/")
    most = next((most for start, most in MORE_BYTES.items() if page == start or page.startswith(start or "/")), BYTES)
    assert sum(sent.values()) <= most, sent


@cache
def compressed(file):
    """The bytes that a host sends for a file."""
    data = (file / "index.html" if file.is_dir() else file).read_bytes()
    return len(data) if file.suffix == ".woff2" else len(gzip.compress(data, 6))


@pytest.mark.long
def test_a_first_view_asks_for_the_same_in_a_browser_that_has_seen_other_pages(chromium, visitor, address):
    for path in ("cases/summary_table/", "questions/lstm/"):
        seen = visitor.visit(path).asked
    fresh = Visitor(chromium, address)
    asked = fresh.visit(path).asked
    fresh.close()
    assert sorted(asked) == sorted(seen)


def test_no_file_names_another_host_to_load_from(folder):
    named = []
    for file in folder.rglob("*.html"):
        text = file.read_text("utf-8")
        for mark in ('src="http', "src='http", 'src="//', "url(http", "@import", '<link rel="stylesheet" href="http'):
            if mark in text:
                named.append(f"{file}: {mark}")
    for file in (folder / "assets").glob("*.*"):
        if file.suffix in (".css", ".js", ".mjs"):
            named += [f"{file}: {found}" for found in ELSEWHERE.findall(file.read_text("utf-8"))]
    assert named == []


#: What a style or a script loads from an address with a host in it.
ELSEWHERE = re.compile(r"""(?:url\(\s*["']?|\b(?:import|from)\s*\(?\s*["'])(?:https?:)?//[^\s"')]*""")


@pytest.mark.parametrize(
    "line",
    [
        'import { add } from "https://example.org/add.mjs";',
        "import '//example.org/add.mjs';",
        'const add = import("https://example.org/add.mjs");',
        "  background: url(http://example.org/x.svg);",
        '  background: url("//example.org/x.svg");',
        '@import "https://example.org/x.css";',
    ],
)
def test_what_a_script_or_style_loads_from_another_host_is_found(line):
    assert ELSEWHERE.search(line)
    assert not ELSEWHERE.search(line.replace("https:", "").replace("http:", "").replace("//example.org", "."))


@pytest.mark.parametrize(("scheme", "name"), NAMES.items())
def test_a_page_opens_in_the_colours_that_the_reader_has_everywhere(visit, scheme, name):
    page, _ = visit("layers/simple_rnn/", color_scheme=scheme)
    assert page.evaluate("document.body.dataset.mdColorScheme") == name


def test_the_home_page_answers_in_one_screen(visit):
    for path, words in (("", ("features", "units", "bias")), (f"{CHINESE}/", ("特征", "单元", "偏置"))):
        page, _ = visit(path, viewport=PHONE)
        drawing = page.query_selector("[id='home.picture'] .figure svg")
        assert drawing.bounding_box()["y"] + drawing.bounding_box()["height"] < PHONE["height"]
        assert all(word in drawing.text_content() for word in words)
        assert "131,584" in page.query_selector("[id='home.picture'] .figure").text_content()


def test_each_card_of_home_is_a_link_to_a_page_that_is_there(visit):
    for path in ("", f"{CHINESE}/"):
        page, _ = visit(path, viewport=DESKTOP)
        targets = page.eval_on_selector_all(".report tr td > a", "links => links.map((link) => link.href)")
        assert len(targets) > 30
        assert {page.request.get(target).status for target in set(targets)} == {200}


@pytest.mark.parametrize("size", SIZES.values(), ids=SIZES)
def test_a_link_to_a_step_shows_it_below_the_header(visit, size):
    page, _ = visit("layers/simple_rnn/", viewport=size)
    for name in ("simple-rnn.recurrent-kernel", "simple-rnn.formula"):
        page.evaluate("name => (location.hash = name)", name)
        page.evaluate(SETTLED)
        top = page.evaluate("name => document.getElementById(name).getBoundingClientRect().top", name)
        assert top >= page.evaluate("document.querySelector('.md-header').getBoundingClientRect().bottom")
        assert top < size["height"] / 2


def test_the_same_ids_are_on_the_page_of_each_language(visitor):
    ids = [visitor.visit(path).bare.seen["ids"] for path in ("layers/simple_rnn/", f"{CHINESE}/layers/simple_rnn/")]
    assert ids[0] == ids[1]
    assert "simple-rnn.recurrent-kernel" in ids[0]
    assert not [name for name in ids[0] if name.startswith("exec") or re.match(r"_\d", name)]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        (f"{CHINESE}/layers/simple_rnn/", "simple_rnn_arrays.py"),
        ("layers/frameworks/", "pytorch_to_keras.py"),
        ("layers/frameworks/", "data/pytorch.json"),
    ],
)
def test_a_snippet_and_its_data_can_be_downloaded_as_they_are(visit, path, name):
    page, _ = visit(path)
    link = page.get_by_role("link", name=name)
    answer = page.request.get(link.evaluate("element => element.href"))
    assert answer.text() == (ROOT / "snippets" / name).read_text(encoding="utf-8")


def test_the_caption_of_an_example_names_the_versions_it_ran_with(visit):
    for path, words in (
        ("layers/simple_rnn/", "Ran with "),
        (f"{CHINESE}/layers/simple_rnn/", "运行环境："),
    ):
        page, _ = visit(path)
        captions = [caption.text_content().strip() for caption in page.query_selector_all(".ran-with")]
        assert captions
        assert all(caption.startswith(words) for caption in captions)
        assert all("Keras 3." in caption for caption in captions)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_sets_no_cookie_and_sends_no_form(record):
    assert record.cookies == []
    assert record.bare.seen["forms"] == []
    assert [view.seen["forms"] for view in record.views.values()] == [[]] * len(SCREENS)


#: Milliseconds after which a browser has told of what it refused.
LATER = 500


def test_a_foreign_script_or_image_is_refused_by_the_pages_own_policy(visit):
    page, _ = visit("")
    page.evaluate(
        """async () => {
            window.refused = [];
            document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
            const script = document.createElement("script");
            script.append("window.ran = true");
            document.body.append(script);
            const image = new Image();
            const loaded = new Promise((resolve) => (image.onload = image.onerror = resolve));
            image.src = "http://localhost:1/x.png";
            document.body.append(image);
            await loaded;
        }"""
    )
    page.wait_for_timeout(LATER)  # the page is told of a refusal a little later
    found = page.evaluate("({ refused: refused.sort(), ran: window.ran === true })")
    assert "img-src" in found["refused"]
    assert not found["ran"]
