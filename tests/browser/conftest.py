"""The project's own site, built once, served, and opened in a real Chromium."""

import fcntl
import os
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from playwright.sync_api import Page, sync_playwright

from rnnformula.language import LANGUAGES
from rnnformula.site.book.pages import BOX_PLACE
from rnnformula.site.book.sources import load_sources
from rnnformula.site.examples import pool
from rnnformula.site.publish.browser_engine import box, write_engine
from rnnformula.site.publish.browser_python import KEPT_ENGINE
from rnnformula.site.publish.own_scripts import OFFLINE, OWN_SCRIPTS
from rnnformula.site.publish.security import headers, script_hashes
from tests.browser.pages import PATIENCE, PHONE, SIZES, THOROUGH, Visitor, forget, listen
from tests.browsers import FLAGS, browser_path
from tests.conftest import ROOT, project_examples
from tests.host import serve
from tests.languages import HOMES
from tests.site.conftest import copy_project

#: Where the site says that it is published; it is served elsewhere, and asks for nothing from there.
SITE_URL = "https://rnnformula.example/"
#: What is kept in the checkout's cache for other tools than the build.
OTHERS = shutil.ignore_patterns(
    "pytest", "mypy", "ruff", "hypothesis", "lock", "screenshots", "look", "site", "preview"
)
SCREENSHOTS = ROOT / ".cache" / "screenshots"
OPENED = pytest.StashKey[list[Page]]()


def _address_of(lang, file):
    path = file.relative_to(ROOT / "docs" / lang).as_posix().removesuffix(".md").removesuffix("index")
    return HOMES[lang] + (f"{path}/" if path else "")


#: The addresses of all pages, relative to the home page.
PATHS = sorted(_address_of(lang, file) for lang in LANGUAGES for file in (ROOT / "docs" / lang).rglob("*.md"))


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items):
    """Have one process of several look at the site: its pages, and the engine, are then loaded once.

    A visit to a page that is like another is long.
    """
    for item in items:
        if item.path.is_relative_to(Path(__file__).parent):
            item.add_marker(pytest.mark.xdist_group("browser"))
            if "record" in item.fixturenames and item.callspec.params["path"] not in THOROUGH:
                item.add_marker(pytest.mark.long)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """Leave a picture of what a failed test saw, and say where."""
    report = yield
    if report.failed and item.path.is_relative_to(Path(__file__).parent):
        report.sections.append(("screenshots", "\n".join(_shoot(item)) or "no page was open"))
    return report


def _shoot(item):
    values = dict(getattr(item, "funcargs", {}))
    kept = [value for value in values.values() if isinstance(value, Page)]
    pages = [*item.stash.get(OPENED, []), *kept]
    if "visitor" in values:  # the test read a record: that page as it looks on the screen that the test is about
        size, scheme = values.get("size", PHONE["width"]), values.get("scheme", "light")
        context = values["chromium"].new_context(viewport=SIZES[size], color_scheme=scheme)
        pages.append(context.new_page())
        pages[-1].goto(values["address"] + values.get("path", ""))
    for number, page in enumerate(page for page in pages if not page.is_closed()):
        name = re.sub(r"[^\w.-]+", "-", item.nodeid.split("::", 1)[-1].split("@browser")[0]).strip("-")
        file = SCREENSHOTS / f"{item.path.stem}-{name[:120]}{f'-{number}' if number else ''}.png"
        page.screenshot(path=file, full_page=True)
        yield f"{page.url}: {file.relative_to(ROOT)}"


def _build(folder):
    project_examples()
    pool.close()
    site = copy_project(folder)
    shutil.copytree(ROOT / ".cache", folder / ".cache", ignore=OTHERS, dirs_exist_ok=True)
    environment = site.environment({"SITE_URL": SITE_URL})
    done = subprocess.run(site.command("site"), cwd=folder, env=environment, capture_output=True, encoding="utf-8")
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.fixture(scope="session")
def folder(tmp_path_factory):
    """The folder of the project's own site, built once for all processes from what the checkout remembers."""
    shared = tmp_path_factory.getbasetemp()
    shared = shared.parent if "PYTEST_XDIST_WORKER" in os.environ else shared
    project = shared / "project"
    with (shared / "project.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not (project / "site").is_dir():
            shutil.rmtree(project, ignore_errors=True)
            _build(project)
    return project / "site"


@pytest.fixture(scope="session")
def address(folder):
    """Where the site is served."""
    with serve(folder) as served:
        yield served


@pytest.fixture(scope="session")
def chromium():
    """A browser."""
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        yield opened
        opened.close()


@pytest.fixture(scope="session")
def visitor(chromium, address):
    """Records of pages, each made once."""
    made = Visitor(chromium, address)
    yield made
    made.close()


@pytest.fixture
def record(visitor, path):
    """What was seen of the page that the test is about."""
    return visitor.visit(path)


@pytest.fixture(scope="session")
def contexts(chromium):
    """Contexts by their settings, kept with what they have loaded."""
    kept = {}

    def context_of(**settings):
        key = repr(sorted(settings.items()))
        if key not in kept:
            kept[key] = chromium.new_context(**settings)
            kept[key].set_default_timeout(PATIENCE)
        return kept[key]

    yield context_of
    for context in kept.values():
        context.close()


@pytest.fixture
def visit(request, contexts, address):
    """Open a page; the messages, failures and foreign requests it caused come with it."""
    opened = request.node.stash[OPENED] = []

    def open_page(path, **settings):
        page = contexts(**settings).new_page()
        opened.append(page)
        noise = []
        listen(page, address, noise.append)
        page.goto(address + path, wait_until="load")
        return page, noise

    yield open_page
    for page in opened:
        if page.is_closed():
            continue
        page.context.unroute_all()
        forget(page.context, page, address)
        page.close()


@pytest.fixture(scope="session")
def box_site(tmp_path_factory):
    """A folder with a page for each language that has nothing but the box, and what the box needs."""
    folder = tmp_path_factory.mktemp("box")
    if (compiled := ROOT / ".cache" / KEPT_ENGINE).exists():
        shutil.copyfile(compiled, folder / KEPT_ENGINE)
    engine = write_engine(load_sources(ROOT), folder / "assets")
    template = (ROOT / "docs" / "theme" / "main.html").read_text(encoding="utf-8")
    (policy,) = re.findall(r"<script>.*?</script>", template, re.DOTALL)  # of strings, as every page has it
    for lang in LANGUAGES:
        page = box(
            f"<h1>{lang}</h1>{BOX_PLACE}",
            lang,
            engine,
            "none.mjs",
            here=f"{lang}/",
            home="",
            examples={"example": lang},
        )
        (folder / lang).mkdir()
        (folder / lang / "index.html").write_text(
            f'<!doctype html><html lang="{lang}"><meta charset="utf-8">{policy}<title>{lang}</title>{page}',
            encoding="utf-8",
        )
    (folder / "assets" / "none.mjs").write_text("export const numbers = { answer: () => false };")
    shutil.copyfile(ROOT / OWN_SCRIPTS / OFFLINE, folder / OFFLINE)
    (folder / "404.html").write_text("nothing here")
    (folder / "_headers").write_text(headers(script_hashes(policy)))
    return folder
