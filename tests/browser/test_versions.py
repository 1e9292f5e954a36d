"""Two releases and latest, one beside the other: whatever the first one promised is there, and nobody is led astray."""

import json
import re
import shutil
import subprocess
import sys
from urllib.parse import urljoin

import pytest

from rnnformula.language import DEFAULT, LANGUAGES
from rnnformula.site.book.sources import LEDGER, RELEASES
from rnnformula.site.releases.unzipping import read_archive
from tests.browser.conftest import OTHERS, SITE_URL
from tests.browser.pages import DESKTOP, PHONE
from tests.conftest import ROOT
from tests.host import serve
from tests.languages import CHINESE, ENGLISH, HOMES
from tests.site.conftest import copy_files, copy_project

pytestmark = [pytest.mark.long, pytest.mark.first]

FIRST, SECOND = "0.1.0", "0.2.0"
#: The page of an id that the second release gives another name, and that name.
RENAMED = ("layers/lstm.md", "lstm.doubling", "lstm.twice-the-units")
KEPT = "kept"


class Releases:
    """A copy of the project of which two releases are made."""

    def __init__(self, folder):
        self.site = copy_project(folder)
        copy_files(folder, "CHANGELOG.md")
        shutil.copytree(ROOT / ".cache", folder / ".cache", ignore=OTHERS, dirs_exist_ok=True)
        self.folder = folder

    def run(self, *command, **more):
        environment = self.site.environment({"SITE_URL": SITE_URL} | more)
        whole = [sys.executable, "-m", "rnnformula.site", *map(str, command)]
        done = subprocess.run(whole, cwd=self.folder, env=environment, capture_output=True, encoding="utf-8")
        assert done.returncode == 0, done.stdout + done.stderr

    def release(self, version):
        """Prepare a release, build it for its folder and archive it."""
        self.run("release", version, "--date", "2026-11-21")
        self.run("build", "--preview", RELEASE_FOLDER=f"v{version}/")
        (self.folder / KEPT).mkdir(exist_ok=True)
        self.run("archive", "preview", f"{KEPT}/{version}.zip", "--whole")
        self.run("archive", "preview", f"{KEPT}/{version}-html.zip")

    def change(self):
        """Give an id another name, in every language."""
        _, old, new = RENAMED
        for file in self.folder.glob("docs/*/**/*.md"):
            file.write_text(file.read_text("utf-8").replace(old, new), encoding="utf-8")
        self.run("ids", "--renamed", old, new)
        self.site.replace("CHANGELOG.md", "## Unreleased\n", "## Unreleased\n\n### Changed\n\n- An id.\n")
        pages = sorted(
            file.relative_to(self.folder / "docs" / DEFAULT) for file in self.folder.glob(f"docs/{DEFAULT}/**/*.md")
        )
        self.run("synchronise", *pages)
        self.run("accept")

    def add_page(self):
        """Add a page that no release has, in every language."""
        added = "---\ndescription: What is new after a release\ngist: New\n---\n\n# {title} {{#new}}\n\n{text}\n"
        for lang, title, text in ((ENGLISH, "New", "It is new."), (CHINESE, "新页面", "这是新的。")):
            self.site.write(f"docs/{lang}/about/new.md", added.format(title=title, text=text))
        self.site.replace("mkdocs.yml", "      - about/cite.md\n", "      - about/cite.md\n      - about/new.md\n")
        self.run("synchronise", "about/new.md")
        self.run("ids")


@pytest.fixture(scope="module")
def releases(tmp_path_factory):
    """Two releases and latest, built from small changes and put together in ``published``."""
    made = Releases(tmp_path_factory.mktemp("versions") / "project")
    made.release(FIRST)
    made.change()
    made.release(SECOND)
    made.add_page()
    made.run("build", "--preview")
    archives = [f"{KEPT}/{version}.zip" for version in (FIRST, SECOND)]
    made.run("compose", "published", "--latest", "preview", "--releases", *archives)
    return made


@pytest.fixture(scope="module")
def host(releases):
    """Where latest and the releases are served."""
    with serve(releases.folder / "published") as address:
        yield address


def promised_by(releases, version):
    """The ids of a release by the path of their page, as the release itself wrote them down."""
    content = json.loads((releases.folder / RELEASES / f"{version}.json").read_text("utf-8"))
    by_page = {}
    for entry in content["ids"]:
        by_page.setdefault(entry["page"], []).append(entry["id"])
    return by_page


def address_of(page):
    return "" if page == "index.md" else f"{page.removesuffix('.md').removesuffix('index')}/".replace("//", "/")


LOOK = """ids => ({
  missing: ids.filter((id) => document.querySelectorAll(`[id="${id}"]`).length !== 1),
  canonical: document.querySelector("link[rel=canonical]").href,
  alternates: document.querySelectorAll("link[hreflang]").length,
  ways: Object.fromEntries([...document.querySelectorAll(".edition a")].map(({rel, href}) => [rel, href])),
  said: document.querySelector(".edition").textContent,
  language: [...document.querySelectorAll("a.language")].map(({href}) => href),
})"""


def test_every_id_of_the_first_release_is_where_it_was_in_every_language(releases, host, chromium):
    """Its pages name latest as the address to be known by, and lead to it."""
    promised = promised_by(releases, FIRST)
    assert len(promised) > 30
    assert sum(map(len, promised.values())) > 700
    page = chromium.new_page()
    for lang in LANGUAGES:
        for path, ids in promised.items():
            here = HOMES[lang] + address_of(path)
            page.goto(f"{host}v{FIRST}/{here}", wait_until="domcontentloaded")
            seen = page.evaluate(LOOK, ids)
            others = [HOMES[other] + address_of(path) for other in LANGUAGES if other != lang]
            assert seen | {"said": ""} == {
                "missing": [],
                "canonical": SITE_URL + here,
                "alternates": 0,
                "ways": {
                    "bookmark": f"{host}v{FIRST}/{here}",
                    "latest-version": host + here,
                    "version-history": f"{host}versions/",
                },
                "said": "",
                "language": [f"{host}v{FIRST}/{other}" for other in others],
            }, here
            assert FIRST in seen["said"]
    page.close()


def test_latest_leads_to_the_last_release_where_that_has_the_page(releases, host, chromium):
    page = chromium.new_page()
    for lang in LANGUAGES:
        for path, has_it in (("index.md", True), ("layers/lstm.md", True), ("about/new.md", False)):
            here = HOMES[lang] + address_of(path)
            page.goto(host + here, wait_until="domcontentloaded")
            seen = page.evaluate(LOOK, [])
            assert seen["ways"].get("predecessor-version") == (f"{host}v{SECOND}/{here}" if has_it else None)
            assert seen["ways"]["version-history"] == f"{host}versions/"
            assert (seen["canonical"], seen["alternates"]) == (SITE_URL + here, len(LANGUAGES) + 1)
            assert SECOND in seen["said"]
    page.close()


def test_whatever_the_first_release_promised_is_in_latest_too(releases):
    for lang in LANGUAGES:
        for path, ids in promised_by(releases, FIRST).items():
            page = releases.site.read(f"published/{HOMES[lang]}{address_of(path)}index.html")
            assert {*ids} - {*re.findall(r'\bid="([^"]+)"', page)} == set(), path


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_former_address_leads_to_what_is_there_under_another_name(host, chromium, lang):
    path, old, new = RENAMED
    page = chromium.new_page(viewport=DESKTOP)
    page.goto(f"{host}{HOMES[lang]}{address_of(path)}#{old}")
    page.wait_for_function("scrollY > 0")
    assert 0 <= page.locator(f"[id='{new}']").evaluate("place => place.getBoundingClientRect().top") < DESKTOP["height"]
    page.goto(f"{host}v{SECOND}/{HOMES[lang]}{address_of(path)}#{new}")
    assert page.locator(f"[id='{new}']").count() == 1
    page.close()


def test_an_id_that_was_renamed_keeps_its_tag_and_its_former_address(releases):
    path, old, new = RENAMED
    first, now = (json.loads(releases.site.read(name)) for name in (f"{RELEASES}/{FIRST}.json", LEDGER))
    (before,) = [entry for entry in first["ids"] if entry["id"] == old]
    (after,) = [entry for entry in now if entry["id"] == new]
    assert (after["tag"], after["since"]) == (before["tag"], before["since"])
    assert f"{path}#{old}" in after["alias"]
    (added,) = [entry for entry in now if entry["id"] == "new"]
    assert added["since"] == "", "no release has it yet"


def test_only_latest_is_listed_for_search_engines(releases):
    published = releases.folder / "published"
    assert [file.parent for file in published.rglob("sitemap.xml")] == [published]
    assert "/v0." not in (published / "sitemap.xml").read_text("utf-8")


@pytest.mark.parametrize("screen", [PHONE, DESKTOP], ids=["phone", "desktop"])
def test_the_list_leads_to_every_version(host, chromium, screen):
    context = chromium.new_context(viewport=screen, java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{host}versions/")
    links = page.eval_on_selector_all("main a", "links => links.map(({href}) => href)")
    assert links == [host + folder + HOMES[lang] for lang in LANGUAGES for folder in ("", "v0.2.0/", "v0.1.0/")]
    for link in links:
        answer = page.goto(link)
        assert (answer.status, page.url) == (200, link)
    context.close()


def test_the_search_of_a_release_finds_its_own_pages(host, chromium):
    context = chromium.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(f"{host}v{FIRST}/{HOMES[CHINESE]}layers/gru/")
    page.click("[data-md-component=search-query]")
    page.fill("[data-md-component=search-query]", "LSTM")
    link = page.wait_for_selector(".md-search-result__link")
    assert link.evaluate("link => link.href").startswith(f"{host}v{FIRST}/{HOMES[CHINESE]}")
    context.close()


def test_what_latest_keeps_for_readers_without_a_network_is_not_shown_in_a_release(host, chromium):
    context = chromium.new_context(viewport=DESKTOP)
    page = context.new_page()
    page.goto(f"{host}explain/")
    page.wait_for_function("navigator.serviceWorker.controller || navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("caches.keys().then((keys) => keys.some((key) => key.startsWith('rnnformula offline')))")
    page.goto(f"{host}v{FIRST}/explain/")
    assert FIRST in page.inner_text(".edition")
    scopes = page.evaluate("navigator.serviceWorker.getRegistrations().then((all) => all.map(({scope}) => scope))")
    assert [scope for scope in scopes if scope in (host, f"{host}v{FIRST}/")] == []
    context.close()


def test_the_page_for_what_is_missing_leads_home_within_its_release(releases, host, chromium):
    """A host that sends the page of the nearest folder sends that of the release."""
    page = chromium.new_page()
    page.goto(f"{host}v{FIRST}/404.html")
    assert page.eval_on_selector("header a", "link => link.href") == f"{host}v{FIRST}/"
    assert page.evaluate("document.styleSheets.length") == 1
    page.goto(f"{host}v{FIRST}/{HOMES[CHINESE]}nowhere/")
    page.wait_for_selector(f"h1 + section[lang={CHINESE}]")
    page.close()


# As plain HTML, from a disk


@pytest.fixture(scope="module")
def unpacked(releases, tmp_path_factory):
    """The plain archive of the first release, unpacked."""
    folder = tmp_path_factory.mktemp("plain")
    contents = read_archive(releases.folder / KEPT / f"{FIRST}-html.zip")
    for name, content in contents.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(content)
    return folder / f"rnnformula-{FIRST}"


def test_an_archive_has_every_page_and_every_link_leads_to_a_file_or_to_the_web(releases, unpacked):
    addresses = [home + address_of(path) for home in HOMES.values() for path in promised_by(releases, FIRST)]
    for file in (unpacked / address / "index.html" for address in addresses):
        page = file.read_text("utf-8")
        assert not re.search(r"<(?:script|button|form|select|textarea|noscript)\b|\son\w+=", page), file
        for link in re.findall(r'\s(?:href|src)="([^"]*)"', page):
            target = urljoin(file.as_uri(), link.replace("&amp;", "&"))
            if target.startswith("file:"):
                path = target.removeprefix("file://").partition("#")[0]
                assert unpacked.joinpath(path).is_file(), f"{file}: {link}"


@pytest.mark.parametrize("runs", [False, True], ids=["without scripts", "where scripts could run"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_archive_opens_from_a_disk(unpacked, chromium, lang, runs):
    context = chromium.new_context(viewport=PHONE, java_script_enabled=runs)
    page = context.new_page()
    noise = []
    page.on("console", lambda message: noise.append(message.text))
    page.on("requestfailed", lambda request: noise.append(request.url))
    page.goto((unpacked / HOMES[lang] / "layers/lstm/index.html").as_uri())
    assert page.locator("header").evaluate("header => getComputedStyle(header).position") == "sticky"
    assert page.locator("math").first.bounding_box()["height"] > 10
    assert page.locator("figure svg").first.bounding_box()["width"] > 100
    assert page.locator("input:not(.md-toggle)").count() == 0
    page.click(f"a.language[lang={next(other for other in LANGUAGES if other != lang)}]")
    other = next(other for other in LANGUAGES if other != lang)
    assert page.url == (unpacked / HOMES[other] / "layers/lstm/index.html").as_uri()
    page.click("a.onward-next")
    assert page.url == (unpacked / HOMES[other] / "layers/gru/index.html").as_uri()
    page.click("label.md-header__button[for=__drawer]")
    page.locator(".md-nav--primary a[href$='index.html']").first.wait_for(state="visible")
    page.locator("a.md-logo").first.evaluate("link => link.href.endsWith('/index.html')")
    page.goto(page.locator(".md-header a.md-logo").evaluate("link => link.href"))
    assert page.url == (unpacked / HOMES[other] / "index.html").as_uri()
    assert page.locator("a.language").evaluate("link => link.href.startsWith('file:')")
    latest = page.locator("a[rel=latest-version]").evaluate("link => link.href")
    assert latest == SITE_URL + HOMES[other]
    assert noise == []
    context.close()
