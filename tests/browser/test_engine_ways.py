"""How the engine starts: fast at first, from a snapshot the next time, and in another way where one fails, silently."""

import json
import re
import shutil

import pytest

from rnnformula.language import words
from tests.browser.pages import PATIENCE
from tests.browser.test_engine_limits import PASTE, wait_for_status
from tests.browser.test_offline import go_offline, load_engine, visited, wait_until
from tests.engine_starts import change_settings
from tests.host import serve
from tests.languages import CHINESE, ENGLISH

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.long]

#: The addresses of all snapshots that are kept.
SNAPSHOTS = """(await Promise.all((await caches.keys()).map(async (name) => (await (await caches.open(name)).keys())
    .map(({ url }) => url).filter((url) => url.includes("?snapshot="))))).flat()"""
#: The store of the engine.
STORE = "await caches.open((await caches.keys()).find((name) => !name.includes('offline')))"
#: Puts something else in the place of each snapshot; DAMAGE is a function of its bytes.
DAMAGE = f"""async () => {{
    const store = {STORE};
    for (const url of {SNAPSHOTS}) {{
        const kept = await store.match(url);
        const bytes = new Uint8Array(await kept.arrayBuffer());
        await store.put(url, new Response(DAMAGE(bytes), {{ headers: kept.headers }}));
    }}
}}"""
DAMAGES = {
    "garbage": "() => 'garbage'",
    "cut": "(bytes) => bytes.subarray(0, bytes.length / 2)",
    "one byte": "(bytes) => ((bytes[bytes.length / 2] ^= 1), bytes)",
}
#: Notes how each worker starts; a page may be told so twice.
COUNT_STARTS = """if (!window.starts) {
    window.starts = [];
    window.Worker = class extends Worker {
        constructor(...settings) {
            super(...settings);
            this.addEventListener("message", ({ data }) => data.is === "starting" && window.starts.push(data));
        }
    };
}"""
#: What is said to the reader, from the start.
HEAR = """() => {
    window.said = [];
    const status = document.querySelector('.explain [role=status]');
    new MutationObserver(() => window.said.push(status.textContent)).observe(status, { childList: true });
}"""


def explain(page, paste=PASTE):
    """Ask for an explanation, and wait for it; what was said meanwhile."""
    page.evaluate(HEAR)
    page.fill(".explain textarea", paste)
    page.click(".explain [type=submit]")
    page.wait_for_selector(".explain-answer:not([hidden])", timeout=PATIENCE)
    assert "18,176" in page.inner_text(".explain-answer")
    return page.evaluate("window.said")


def keep_snapshot(page):
    """Explain something for the first time, until the browser has kept the engine as it is then."""
    explain(page)
    wait_until(page, f"({SNAPSHOTS}).length === 1")


def from_snapshot(page):
    """Whether an explanation, asked for on a new page, is that of an engine that started from a snapshot."""
    page.add_init_script(COUNT_STARTS)
    page.reload(wait_until="load")
    said = explain(page)
    return [start["isFromSnapshot"] for start in page.evaluate("window.starts")], said


def test_the_next_visit_starts_from_a_snapshot_and_asks_the_host_for_nothing_of_the_engine(chromium, box_site):
    asked = []
    with visited(chromium, box_site, ENGLISH, asked=asked) as page:
        load_engine(page, ENGLISH)
        keep_snapshot(page)
        asked.clear()
        starts, said = from_snapshot(page)
        assert starts == [True]
        assert [path for path in asked if "/assets/" in path and not path.endswith("none.mjs")] == []
        loading = words(ENGLISH)["box_loading"].split("{")[0]
        assert [text for text in said if loading in text] == []
        go_offline(page)
        assert from_snapshot(page)[0] == [True]


def test_a_snapshot_holds_no_paste(chromium, box_site):
    paste = "secretly_named_layer (LSTM)  (None, 64)  18176"
    with visited(chromium, box_site, ENGLISH) as page:
        explain(page, paste)
        wait_until(page, f"({SNAPSHOTS}).length === 1")
        held = page.evaluate(
            f"""async () => {{
                const bytes = new Uint8Array(await (await caches.match(({SNAPSHOTS})[0])).arrayBuffer());
                const text = new TextDecoder("latin1").decode(bytes);
                return ["secretly_named", "18176"].map((part) => text.includes(part));
            }}"""
        )
        assert held == [False, True]  # the second is of the paste that warms it


@pytest.mark.parametrize("damage", DAMAGES.values(), ids=DAMAGES)
def test_a_damaged_snapshot_is_passed_over_without_a_word_and_made_anew(chromium, box_site, damage):
    with visited(chromium, box_site, ENGLISH) as page:
        keep_snapshot(page)
        page.evaluate(DAMAGE.replace("DAMAGE", f"({damage})"))
        starts, said = from_snapshot(page)
        assert (starts[0], starts[-1]) == (True, False)
        assert set(said) <= {words(ENGLISH)[key].format(n=1) for key in ("box_starting", "box_working", "box_done")}
        assert from_snapshot(page)[0] == [False]  # it is gone, and another is kept now
        wait_until(page, f"({SNAPSHOTS}).length === 1")
        assert from_snapshot(page)[0] == [True]


def changed(box_site, tmp_path, change):
    """A copy of the site whose settings of the box a function has changed, in every language."""
    site = shutil.copytree(box_site, tmp_path / "site")
    for file in site.glob("*/index.html"):
        change_settings(file, lambda settings: change(site, settings))
    return site


def spoil(way):
    """Have the archive of a way that holds the package be one that Python can't read, of the same length."""

    def change(site, settings):
        file = (site / ENGLISH / settings["ways"][0][way]).resolve()
        file.write_bytes(bytes(settings["ways"][0]["files"][settings["ways"][0][way]][0]))

    return change


@pytest.mark.parametrize("archive", ["own", "library"])
def test_where_what_is_compiled_fails_the_sources_are_taken_without_a_word(chromium, box_site, tmp_path, archive):
    asked = []
    site = changed(box_site, tmp_path, spoil(archive))
    with visited(chromium, site, CHINESE, asked=asked) as page:
        said = explain(page)
        assert [path for path in asked if path.endswith("/python_stdlib.zip")]
        wrong = [words(CHINESE)[key].split("{")[0] for key in ("box_failed", "box_no_network", "box_no_wasm")]
        assert [text for text in said if text.startswith(tuple(wrong))] == []


@pytest.mark.parametrize("missing", ["caches", "CacheStorage.prototype.open"])
def test_where_nothing_can_be_kept_the_engine_starts_all_the_same(chromium, box_site, tmp_path, missing):
    lost = "delete WorkerGlobalScope.prototype.caches; delete self.caches;"
    if missing != "caches":
        lost = "CacheStorage.prototype.open = () => Promise.reject(new DOMException('', 'SecurityError'));"

    def change(site, _settings):
        (file,) = site.glob("assets/explain-*/worker.mjs")
        if lost not in file.read_text("utf-8"):
            file.write_text(f"{lost}\n{file.read_text('utf-8')}", "utf-8")

    with serve(changed(box_site, tmp_path, change)) as address:
        context = chromium.new_context()
        page = context.new_page()
        page.goto(f"{address}{ENGLISH}/", wait_until="load")
        explain(page)
        context.close()


def test_a_new_release_starts_from_no_old_snapshot_and_takes_it_away(chromium, box_site, tmp_path):
    site = changed(box_site, tmp_path, lambda *_: None)
    with visited(chromium, site, ENGLISH) as page:
        keep_snapshot(page)
        (old,) = page.evaluate(f"async () => {SNAPSHOTS}")
        (folder,) = site.glob("assets/explain-*")
        folder.rename(folder.with_name("explain-00000001"))
        for file in site.glob("*/index.html"):
            file.write_text(file.read_text("utf-8").replace(folder.name, "explain-00000001"), "utf-8")
        assert from_snapshot(page)[0] == [False]
        wait_until(page, f"({SNAPSHOTS}).length === 1 && ({SNAPSHOTS})[0] !== {json.dumps(old)}")
        kept = page.evaluate(f"async () => (await ({STORE}).keys()).map(({{ url }}) => url)")
        assert [url for url in kept if folder.name in url] == []
        assert from_snapshot(page)[0] == [True]


def test_what_is_drawn_by_chance_differs_from_one_start_to_the_next(chromium, box_site, tmp_path):
    def change(site, _settings):
        (file,) = site.glob("assets/explain-*/python.mjs")
        file.write_text(drawing(file.read_text("utf-8")), "utf-8")

    with visited(chromium, changed(box_site, tmp_path, change), ENGLISH) as page:
        keep_snapshot(page)
        drawn = []
        for _ in range(2):
            with page.expect_console_message(lambda message: message.text.startswith("drawn ")) as message:
                assert from_snapshot(page)[0] == [True]
            drawn.append(message.value.text)
        assert drawn[0] != drawn[1]


def drawing(script):
    """The worker's script, which says what Python draws by chance once it has started."""
    mark = "const answer = pyodide.globals"
    assert mark in script
    draw = 'console.log("drawn", pyodide.runPython("import random; random.random()"));'
    return script if draw in script else script.replace(mark, f"{draw}\n{mark}")


@pytest.mark.parametrize("lang", [ENGLISH, CHINESE])
def test_on_a_slow_connection_it_says_how_much_has_come_and_what_to_read_meanwhile(chromium, box_site, lang):
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    with serve(box_site) as address:
        page = context.new_page()
        page.goto(f"{address}{lang}/", wait_until="load")
        page.evaluate(HEAR)
        page.fill(
            ".explain textarea", "lstm (LSTM)  (None, 64)  18176\ndense (Dense)  (None, 1)  65\nmy (Own)  (None, 1)  3"
        )
        held = []
        context.route("**/library.zip.gz", lambda route: held.append(route))
        page.click(".explain [type=submit]")
        shown = page.wait_for_selector(".explain-meanwhile:not([hidden])")
        links = shown.query_selector_all("a")
        assert [link.inner_text() for link in links] == ["LSTM", "Dense"]
        assert links[0].get_attribute("href").endswith("layers/lstm/#lstm.formula")
        assert links[0].get_attribute("target") == "_blank"
        some, whole = map(float, re.findall(r"[\d.]+", page.inner_text(".explain-bytes")))
        assert 0 < some < whole < 5
        held[0].continue_()
        wait_for_status(page, words(lang)["box_done"].split("{")[0])
        assert not page.is_visible(".explain-bytes")
        assert not page.is_visible(".explain-meanwhile")
        context.close()
