"""The project's own site, built once, served, and opened in a real Chromium."""

import os
import shutil
import threading
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from itertools import product

import pytest
from playwright.sync_api import sync_playwright

from tests.conftest import ROOT
from tests.site.conftest import copy_project

FLAGS = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
#: What a page is looked at in: sizes in CSS pixels, and colours.
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
SCREENS = [
    pytest.param({"viewport": size, "color_scheme": scheme}, id=f"{size['width']}-{scheme}")
    for size, scheme in product((PHONE, DESKTOP), ("light", "dark"))
]


def _address_of(lang, file):
    path = file.relative_to(ROOT / "docs" / lang).as_posix().removesuffix(".md").removesuffix("index")
    return ("" if lang == "en" else f"{lang}/") + (f"{path}/" if path else "")


#: The addresses of all pages, relative to the home page.
PATHS = sorted(_address_of(lang, file) for lang in ("en", "zh") for file in (ROOT / "docs" / lang).rglob("*.md"))


def browser_path():
    """Chromium or Chrome; a test without one fails, it is never skipped."""
    names = ("chromium", "chromium-browser", "google-chrome")
    found = os.environ.get("CHROMIUM") or next(filter(None, map(shutil.which, names)), None)
    assert found, "no browser: install chromium, or put the path of one into CHROMIUM"
    return found


class Host(SimpleHTTPRequestHandler):
    """A host as pages meet it: quiet, and with the site's own page for what is not there."""

    extensions_map = SimpleHTTPRequestHandler.extensions_map | {".mjs": "text/javascript", ".woff2": "font/woff2"}

    def log_message(self, *words):
        pass

    def send_error(self, code, *words):
        if code != 404:
            super().send_error(code, *words)
            return
        body = (ROOT / self.directory / "404.html").read_bytes()
        self.send_response(404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of the project's own site, built from nothing, and the address it is served at."""
    site = copy_project(tmp_path_factory.mktemp("browser"))
    folder = site.folder / "site"
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Host, directory=folder)) as server:
        address = f"http://127.0.0.1:{server.server_port}/"
        done = site.make("site", SITE_URL=address)
        assert done.returncode == 0, done.stdout + done.stderr
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield folder, address
        server.shutdown()


@pytest.fixture(scope="session")
def address(built):
    return built[1]


@pytest.fixture(scope="session")
def folder(built):
    return built[0]


@pytest.fixture(scope="session")
def chromium():
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture
def visit(chromium, address):
    """Open a page; the messages, failures and foreign requests it caused come with it."""
    contexts = []

    def open_page(path, *, context=None, **settings):
        if context is None:
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
