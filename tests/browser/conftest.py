"""The project's own site, built once, served, and opened in a real Chromium."""

from itertools import product

import pytest
from playwright.sync_api import sync_playwright

from tests.browsers import FLAGS, browser_path
from tests.conftest import ROOT
from tests.host import serve
from tests.site.conftest import copy_project

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


@pytest.fixture(scope="session")
def built(tmp_path_factory):
    """The folder of the project's own site, built from nothing, and the address it is served at."""
    site = copy_project(tmp_path_factory.mktemp("browser"))
    folder = site.folder / "site"
    with serve(folder) as address:
        done = site.make("site", SITE_URL=address)
        assert done.returncode == 0, done.stdout + done.stderr
        yield folder, address


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
