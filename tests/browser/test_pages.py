"""Every page in a real browser: whole, quiet, light, and no wider than a phone."""

import gzip
import re

import pytest

from tests.browser.conftest import PATHS, PHONE, SCREENS
from tests.conftest import ROOT

#: For a first view of any page, as a host sends it: bytes compressed, and requests.
BYTES, REQUESTS = 150 * 1024, 16
#: How far a page may shift while it loads, and how the browser tells.
SHIFT = 0.01
SHIFTS = """() => new Promise((resolve) => {
    let total = 0;
    new PerformanceObserver((list) => list.getEntries().forEach((entry) => (total += entry.value)))
        .observe({ type: "layout-shift", buffered: true });
    setTimeout(() => resolve(total), 50);
})"""


@pytest.mark.parametrize("screen", SCREENS)
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_quiet_and_never_scrolls_sideways(visit, path, screen):
    page, noise = visit(path, **screen)
    assert noise == []
    assert page.evaluate("document.documentElement.scrollWidth") <= screen["viewport"]["width"]
    assert page.evaluate("document.documentElement.lang") == ("zh" if path.startswith("zh/") else "en")
    assert page.evaluate(SHIFTS) <= SHIFT
    for box in page.query_selector_all("article .scroll, article .figure, article .example"):
        bounds = box.bounding_box()
        assert bounds["x"] >= 0
        assert bounds["x"] + bounds["width"] <= screen["viewport"]["width"]


@pytest.mark.parametrize("path", PATHS)
def test_a_page_reads_completely_without_javascript(visit, path):
    scripted, _ = visit(path)
    page, noise = visit(path, java_script_enabled=False)
    assert noise == []
    tools = "document.querySelectorAll('.notation, .copy, .explain').forEach(tool => tool.remove())"
    scripted.evaluate(tools)
    for hidden in page.query_selector_all(".notation, .copy, .explain form"):
        assert not hidden.is_visible()
    page.evaluate("document.querySelectorAll('.explain').forEach(tool => tool.remove())")
    text = page.inner_text("article")
    assert text.split() == scripted.inner_text("article").split()
    assert "\\(" not in text
    assert "$$" not in text
    assert "\\units" not in text
    for drawn in page.query_selector_all("article math, article svg.figure, article .figure svg"):
        assert drawn.bounding_box()["height"] > 5


@pytest.mark.parametrize("path", PATHS)
def test_a_first_view_is_light_and_asks_for_little(chromium, address, folder, path):
    context = chromium.new_context(viewport=PHONE)
    page = context.new_page()
    asked = []
    page.on("requestfinished", lambda request: asked.append(request.url))
    page.goto(address + path, wait_until="networkidle")
    sent = {url: compressed(folder / (url.removeprefix(address) or "index.html")) for url in asked}
    context.close()
    assert len(asked) <= REQUESTS, asked
    assert sum(sent.values()) <= BYTES, sent


def compressed(file):
    """The bytes that a host sends for a file."""
    data = (file / "index.html" if file.is_dir() else file).read_bytes()
    return len(data) if file.suffix == ".woff2" else len(gzip.compress(data, 6))


def test_no_file_names_another_host_to_load_from(folder):
    named = []
    for file in folder.rglob("*.html"):
        text = file.read_text("utf-8")
        for mark in ('src="http', "src='http", 'src="//', "url(http", "@import", '<link rel="stylesheet" href="http'):
            if mark in text:
                named.append(f"{file}: {mark}")
    for file in (folder / "assets").glob("*.*"):
        if file.suffix in (".css", ".mjs") and "//" in file.read_text("utf-8").replace("www.w3.org", ""):
            named += [line for line in file.read_text("utf-8").splitlines() if "url(http" in line or "import " in line]
    assert named == []


def test_the_home_page_answers_in_one_screen(visit):
    for path, words in (("", ("kernel", "recurrent kernel", "bias")), ("zh/", ("输入核", "循环核", "偏置"))):
        page, _ = visit(path, viewport=PHONE)
        formula = page.query_selector(".formula")
        assert formula.bounding_box()["y"] + formula.bounding_box()["height"] < 740
        assert all(word in formula.text_content().replace("\xa0", " ") for word in words)


def test_the_same_ids_are_on_the_page_of_each_language(visit):
    ids = []
    for path in ("layers/simple_rnn/", "zh/layers/simple_rnn/"):
        page, _ = visit(path, java_script_enabled=False)
        ids.append(page.evaluate("[...document.querySelectorAll('article [id]')].map(element => element.id)"))
    assert ids[0] == ids[1]
    assert "simple-rnn.recurrent-kernel" in ids[0]
    assert not [name for name in ids[0] if name.startswith("exec") or re.match(r"_\d", name)]


@pytest.mark.parametrize(
    ("path", "name"),
    [
        ("zh/layers/simple_rnn/", "simple_rnn_arrays.py"),
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
    for path, words in (("layers/simple_rnn/", "Ran with Keras 3."), ("zh/layers/simple_rnn/", "运行环境：Keras 3.")):
        page, _ = visit(path)
        captions = [caption.inner_text() for caption in page.query_selector_all(".ran-with")]
        assert captions
        assert all(caption.startswith(words) for caption in captions)


@pytest.mark.parametrize("path", PATHS)
def test_a_page_sets_no_cookie_and_sends_no_form(visit, path):
    page, _ = visit(path)
    assert page.context.cookies() == []
    assert page.evaluate("[...document.forms].every(form => !form.hasAttribute('action') && form.method === 'get')")


def test_a_foreign_script_or_image_is_refused_by_the_pages_own_policy(visit):
    page, _ = visit("")
    refused = page.evaluate(
        """async () => {
            const refused = [];
            document.addEventListener("securitypolicyviolation", (event) => refused.push(event.effectiveDirective));
            const script = document.createElement("script");
            script.textContent = "window.ran = true";
            document.body.append(script);
            const image = new Image();
            image.src = "http://localhost:1/x.png";
            document.body.append(image);
            await new Promise((resolve) => setTimeout(resolve, 300));
            return { refused: refused.sort(), ran: window.ran === true };
        }"""
    )
    assert refused == {"refused": ["img-src", "script-src-elem"], "ran": False}
