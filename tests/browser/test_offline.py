"""The page that explains a paste opens without a network once it was visited, and is never old with one."""

import re
import shutil
from contextlib import contextmanager

import pytest

from rnnformula.language import LANGUAGES, words
from tests.browser.pages import PATIENCE
from tests.browser.test_engine_limits import PASTE, wait_for_status
from tests.host import headers_of, serve
from tests.languages import CHINESE, ENGLISH

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.long]

#: What was kept, by the name of its store.
KEPT = """async () => Object.fromEntries(await Promise.all((await caches.keys()).map(
    async (name) => [name, (await (await caches.open(name)).keys()).map(({ url }) => new URL(url).pathname)])))"""
#: Milliseconds within which a browser has kept what it loaded.
SOON = 20_000
SCOPES = "async () => (await navigator.serviceWorker.getRegistrations()).map(({ scope }) => new URL(scope).pathname)"


@contextmanager
def visited(chromium, folder, lang, more=(), asked=None):
    """A page of a browser that has never been there before, once all that it loads at first is kept."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    with serve(folder, more, asked) as address:
        page = context.new_page()
        page.goto(f"{address}{lang}/", wait_until="load")
        wait_for_kept(page, f"/{lang}/")
        try:
            yield page
        finally:
            context.close()


def wait_for_kept(page, path):
    wait_until(page, f"Object.values(await ({KEPT})()).flat().includes({path!r})")


def wait_until(page, condition):
    """Wait until an expression holds that has to be awaited, which Playwright takes for true at once."""
    page.evaluate(
        f"""async () => {{
            const end = Date.now() + {SOON};
            while (!({condition})) {{
                if (Date.now() > end) throw new Error("not within {SOON} ms: " + {condition!r});
                await new Promise((next) => setTimeout(next, 50));
            }}
        }}"""
    )


def load_engine(page, lang):
    page.focus(".explain textarea")
    wait_for_status(page, words(lang)["box_ready"])
    (path,) = [path for path in scripts_of(page) if path.endswith("/pyodide.asm.mjs")]
    wait_for_kept(page, path)


def scripts_of(page):
    return page.evaluate(
        "JSON.parse(document.querySelector('.explain script').textContent).scripts"
        ".map((path) => new URL(path, document.baseURI).pathname)"
    )


def go_offline(page):
    """Take the network away, and what the browser keeps of itself: that may be gone at any time."""
    page.context.set_offline(True)
    page.context.new_cdp_session(page).send("Network.clearBrowserCache")


def explain(page):
    page.fill(".explain textarea", PASTE)
    page.click(".explain [type=submit]")


@pytest.mark.parametrize("are_sent", [False, True], ids=["no-headers", "headers"])
@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reader_who_turned_to_the_box_once_opens_the_page_offline_and_gets_a_paste_explained(
    chromium, box_site, lang, are_sent
):
    with visited(chromium, box_site, lang, headers_of(box_site) if are_sent else ()) as page:
        load_engine(page, lang)
        go_offline(page)
        page.reload(wait_until="load")
        explain(page)
        page.wait_for_selector(".explain-answer:not([hidden])")
        assert "18,176" in page.inner_text(".explain-answer")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_reader_who_only_saw_the_page_opens_it_offline_and_is_sent_to_the_command_line(chromium, box_site, lang):
    with visited(chromium, box_site, lang) as page:
        go_offline(page)
        page.goto(f"{page.url}?from=mail", wait_until="load")
        explain(page)
        wait_for_status(page, words(lang)["box_no_network"].split("{")[0])
        assert "rnnformula explain -" in page.inner_text(".explain [role=status]")


def test_a_first_visit_asks_the_host_for_nothing_twice_and_keeps_the_engine_only_once_it_is_wanted(chromium, box_site):
    asked = []
    with visited(chromium, box_site, ENGLISH, asked=asked) as page:
        assert sorted(asked) == sorted(set(asked))
        assert "/offline.js" in asked
        assert [path for path in asked if re.search(r"pyodide|\.zip|worker|controller", path)] == []
        load_engine(page, ENGLISH)
        again = {path for path in asked if asked.count(path) > 1} - {"/offline.js"}
        assert again == set()


def test_only_the_page_and_its_worker_are_ruled_and_only_what_they_need_is_kept(chromium, box_site):
    with visited(chromium, box_site, CHINESE) as page:
        load_engine(page, CHINESE)
        assert sorted(page.evaluate(SCOPES)) == ["/assets/explain-", f"/{CHINESE}/"]
        kept = page.evaluate(KEPT)
        (name,) = [name for name in kept if "offline" in name]
        assert {path for path in kept[name] if not path.startswith("/assets/")} == {f"/{CHINESE}/"}
        assert set(scripts_of(page)) < set(kept[name])


@pytest.fixture
def own_site(box_site, tmp_path):
    """A site that a test may change."""
    return shutil.copytree(box_site, tmp_path / "site")


def test_nobody_online_sees_what_was_kept_and_the_next_version_takes_its_place(chromium, own_site):
    file = own_site / ENGLISH / "index.html"
    with visited(chromium, own_site, ENGLISH) as page:
        page.evaluate("caches.open('rnnformula offline / explain-00000000')")
        file.write_text(file.read_text("utf-8").replace(f"<title>{ENGLISH}", "<title>new"), encoding="utf-8")
        page.reload(wait_until="load")
        assert page.title() == "new"
        wait_until(page, "!(await caches.keys()).some((name) => name.endsWith('-00000000'))")
        wait_until(page, "(await (await caches.match(location.pathname)).text()).includes('<title>new')")
        go_offline(page)
        page.reload(wait_until="load")
        assert page.title() == "new"


def test_a_page_that_is_gone_is_gone_for_who_is_online(chromium, own_site):
    with visited(chromium, own_site, ENGLISH) as page:
        (own_site / ENGLISH / "index.html").unlink()
        assert page.reload(wait_until="load").status == 404
