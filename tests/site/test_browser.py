"""The built site in a real browser: whole, quiet, and no wider than a phone."""

import os
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import ROOT
from tests.site.conftest import copy_project

PATHS = sorted(
    ("" if lang == "en" else "zh/") + file.relative_to(ROOT / "docs" / lang).as_posix().removesuffix(".md") + "/"
    for lang in ("en", "zh")
    for file in (ROOT / "docs" / lang).rglob("*.md")
)
PATHS = [path.removesuffix("index/") for path in PATHS]
FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)


def browser_path():
    """Chromium or Chrome; a test without one fails, it is never skipped."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert found, "no browser: install chromium, or put the path of one into CHROMIUM"
    return found


class Quiet(SimpleHTTPRequestHandler):
    def log_message(self, *words):
        pass


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    """The address of the project's own site, built and served."""
    site = copy_project(tmp_path_factory.mktemp("browser"))
    done = site.make("site")
    assert done.returncode == 0, done.stderr
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=site.folder / "site")) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/"
        server.shutdown()


@pytest.fixture(scope="module")
def chromium():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(chromium, address):
    """Open a page; the messages, failures and foreign requests it caused come with it."""
    contexts = []

    def open_page(path, **settings):
        context = chromium.new_context(**settings)
        contexts.append(context)
        page = context.new_page()
        noise = []
        page.on("console", lambda message: noise.append(message.text))
        page.on("pageerror", lambda error: noise.append(str(error)))
        page.on("requestfailed", lambda request: noise.append(f"failed: {request.url}"))
        page.on("request", lambda request: request.url.startswith(address) or noise.append(f"foreign: {request.url}"))
        page.goto(address + path, wait_until="networkidle")
        return page, noise

    yield open_page
    for context in contexts:
        context.close()


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_quiet_and_fits_a_phone(visit, path, scheme):
    page, noise = visit(path, viewport={"width": 360, "height": 740}, color_scheme=scheme)
    assert noise == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.evaluate("document.documentElement.lang") == ("zh" if path.startswith("zh/") else "en")
    for formula in page.query_selector_all(".formula"):
        assert formula.get_attribute("tabindex") == "0"
        assert formula.bounding_box()["width"] <= 360


@pytest.mark.parametrize("path", PATHS)
def test_a_page_is_whole_without_javascript(visit, path):
    page, noise = visit(path, java_script_enabled=False)
    assert noise == []
    text = page.inner_text("article")
    assert "\\(" not in text
    assert "$$" not in text
    assert "\\units" not in text
    assert page.query_selector("article math, article table, article .example, article .citation")
    for math in page.query_selector_all("article math"):
        assert math.bounding_box()["height"] > 5


def test_the_home_page_answers_in_one_screen(visit):
    for path, words in (("", ("kernel", "recurrent kernel", "bias")), ("zh/", ("输入核", "循环核", "偏置"))):
        page, _ = visit(path, viewport={"width": 360, "height": 740})
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
    assert not [name for name in ids[0] if name.startswith(("_", "exec"))]


def test_a_snippet_can_be_downloaded_as_it_is(visit):
    page, _ = visit("zh/layers/simple_rnn/")
    link = page.get_by_role("link", name="simple_rnn_arrays.py")
    answer = page.request.get(link.evaluate("element => element.href"))
    assert answer.text() == (ROOT / "snippets" / "simple_rnn_arrays.py").read_text(encoding="utf-8")


def test_the_caption_of_an_example_names_the_versions_it_ran_with(visit):
    for path, words in (("layers/simple_rnn/", "Ran with Keras 3."), ("zh/layers/simple_rnn/", "运行环境：Keras 3.")):
        page, _ = visit(path)
        captions = [caption.inner_text() for caption in page.query_selector_all(".ran-with")]
        assert captions
        assert all(caption.startswith(words) for caption in captions)
