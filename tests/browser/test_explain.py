"""The page that explains a paste: the same answers as on the command line, nothing sent, nothing loaded too early."""

import base64
import json
import re
import zlib
from contextlib import contextmanager

import pytest

from rnnformula import explain, render
from rnnformula.cli import main
from rnnformula.language import words
from tests.browser.conftest import OPENED
from tests.browser.pages import DESKTOP, NAMES, PATIENCE, PHONE, SCREENS, SETTLED, listen, turn, violations
from tests.conftest import ROOT
from tests.host import headers_of, serve
from tests.languages import CHINESE, ENGLISH, HOMES

PAGES = {lang: f"{home}explain/" for lang, home in HOMES.items()}
EXAMPLES = {
    file.stem.removeprefix("explain_"): file.read_text("utf-8").rstrip("\n")
    for file in sorted((ROOT / "snippets" / "expected").glob("explain_*.txt"))
}
#: The engine is loaded in one language; the page of the other loads it again.
ENGINES = [ENGLISH, pytest.param(CHINESE, marks=pytest.mark.long)]
#: Tags that are left out by the engine, and some that are read as the names they are.
HTML = """\
Model: "<b>model</b>"
_________________________________________________________________
 Layer (type)                Output Shape              Param #
=================================================================
 &lt;img&gt; (SimpleRNN)         (None, 10)                120
_________________________________________________________________
 x<script>hit=1</script> (Dense)  (None, 1)             11
=================================================================
Total params: 131
"""
IMAGE = "<img>"
PASTES = EXAMPLES | {
    "html": HTML,
    "one_line": "lstm (LSTM)  (None, 64)  18176",
    "wide": "简单的 (SimpleRNN)  (None, 10)  120\n最后的 (Dense)  (None, 1)  11",
}
#: What is loaded only for an explanation.
LATE = re.compile(r"/assets/pyodide-|/(?:worker|python|controller|answer|engine|link)\.mjs|\.zip$")

#: Keeps hold of the worker that the box starts, to ask it without the box.
HOLD = """window.workers = [];
window.Worker = class extends Worker {
    constructor(...settings) {
        super(...settings);
        if (String(settings[0]).endsWith("/worker.mjs")) window.workers.push(this);
    }
};"""
ASK = """({ paste, lang, site }) => new Promise((resolve) => {
    const number = 1_000_000 + performance.now();
    const worker = window.workers.at(-1);
    const receive = ({ data }) => {
        if (data.number !== number) return;
        worker.removeEventListener("message", receive);
        const { is, name, message, json, markdown } = data;
        resolve(is === "failed" ? { error: `${name}: ${message}` } : { json, markdown });
    };
    worker.addEventListener("message", receive);
    worker.postMessage({ is: "explain", number, paste, lang, site });
})"""
#: What the browser keeps of the engine; another store has what opens the page without a network.
ENGINE_STORE = "caches.open((await caches.keys()).find((name) => !name.includes('offline')))"
#: What the engine asked for so far.
LOADED = "performance.getEntriesByType('resource').map(entry => entry.name)"


def example_button(name):
    return f"[data-example='explain.examples.{name.replace('_', '-')}']"


def wait_for_answer(page):
    page.wait_for_selector(".explain-answer:not([hidden])", timeout=PATIENCE)


def wait_for_status(page, text, of=".explain-state"):
    page.wait_for_function(
        "([text, of]) => document.querySelector(`.explain ${of}`).textContent.includes(text)",
        arg=[text, of],
        timeout=PATIENCE,
    )


def wait_for_result(page, text):
    """Wait for what copying came to, where it is seen: below the header, near the button."""
    wait_for_status(page, text, of=".explain-copied[role=status]")
    box = page.locator(".explain-copied").bounding_box()
    assert box["y"] >= page.locator(".md-header").bounding_box()["height"]
    assert box["y"] + box["height"] <= page.viewport_size["height"]


def explain_on(page, paste):
    page.focus(".explain textarea")
    page.evaluate("paste => (document.activeElement.value = paste)", paste)  # typing a long text takes Chromium minutes
    page.click(".explain [type=submit]")
    wait_for_answer(page)


def verdict_key(row):
    """The phrase of the verdict on a row."""
    single = row["verdict"] == "ambiguous" and len(row["readings"]) == 1
    return "verdict_possible" if single else f"verdict_{row['verdict']}"


def unpacked(link):
    data = link.partition("#paste=1.")[2]
    return zlib.decompress(base64.urlsafe_b64decode(data + "=" * (-len(data) % 4)), wbits=-15).decode()


def fragment(text, version="1"):
    packer = zlib.compressobj(9, wbits=-15)
    packed = packer.compress(text.encode()) + packer.flush()
    return f"#paste={version}.{base64.urlsafe_b64encode(packed).decode().rstrip('=')}"


class Used:
    """Pages whose box has explained something, one a language, opened when first asked for; what happened meanwhile."""

    def __init__(self, chromium, address):
        self.address = address
        self.context = chromium.new_context(viewport=DESKTOP)
        self.context.set_default_timeout(PATIENCE)
        self.context.grant_permissions(["clipboard-read", "clipboard-write"])
        self.context.add_init_script(HOLD)
        self.context.on("request", lambda request: self.asked.append(request))
        self.asked, self.pages, self.noise, self.early, self.first = [], {}, {}, {}, {}

    def page(self, lang):
        if lang not in self.pages:
            page = self.context.new_page()
            self.noise[lang] = []
            listen(page, self.address, self.noise[lang].append)
            page.goto(self.address + PAGES[lang], wait_until="load")
            page.mouse.wheel(0, 2000)
            page.click("article h1")
            page.evaluate(SETTLED)
            self.early[lang] = [url for url in page.evaluate(LOADED) if LATE.search(url)]
            self.asked.clear()
            page.focus(".explain textarea")
            wait_for_status(page, words(lang)["box_ready"])
            explain_on(page, EXAMPLES["gru"])
            self.first[lang] = list(self.asked)
            self.pages[lang] = page
        return self.pages[lang]


@pytest.fixture(scope="module")
def keeper(chromium, address):
    made = Used(chromium, address)
    yield made
    made.context.close()


@pytest.fixture
def used(keeper, request):
    """A page of a language that has explained something; each test may use it, none closes it."""
    opened = request.node.stash[OPENED] = []

    def page_of(lang):
        page = keeper.page(lang)
        page.bring_to_front()  # a page that lies behind another is drawn once a second
        turn(page, (DESKTOP["width"], "light"))
        page.click("[data-act=clear]")
        opened.append(page)
        return page

    return page_of


@pytest.fixture
def another(keeper, request):
    """A page more in the context of those that were used, with nothing opened yet."""
    page = keeper.context.new_page()
    request.node.stash.setdefault(OPENED, []).append(page)
    yield page
    page.close()


@pytest.mark.parametrize("lang", ENGINES)
@pytest.mark.parametrize("name", PASTES)
def test_the_page_answers_as_the_command_line_does(used, address, tmp_path, capsys, lang, name):
    file = tmp_path / "summary.txt"
    file.write_text(PASTES[name], encoding="utf-8")
    printed = {}
    for form in ("json", "markdown"):
        assert main(["explain", str(file), "--lang", lang, "--format", form]) == 0
        printed[form] = capsys.readouterr().out.removesuffix("\n")
    answer = used(ENGLISH).evaluate(ASK, {"paste": PASTES[name], "lang": lang, "site": address + HOMES[lang]})
    # The page knows its address: its Markdown links to the derivations, which the command line does not.
    links = rf" \[{words(lang)['box_derivation']}\]\({address}{HOMES[lang]}layers/[\w/]+#[\w.-]+\)"
    answer["markdown"], linked = re.subn(links, "", answer["markdown"])
    assert {form: text.removesuffix("\n") for form, text in answer.items()} == printed
    assert linked == sum(len(row["readings"]) for row in json.loads(answer["json"])["rows"])


@pytest.mark.parametrize("lang", ENGINES)
@pytest.mark.parametrize("name", EXAMPLES)
def test_an_example_is_one_click_away_and_all_of_its_answer_is_shown(used, lang, name):
    page = used(lang)
    page.click(example_button(name))
    wait_for_answer(page)
    assert page.input_value(".explain textarea").rstrip("\n") == EXAMPLES[name]
    for details in page.query_selector_all(".explain-row details"):
        details.evaluate("element => (element.open = true)")
    answer = json.loads(render.json(explain(EXAMPLES[name]), lang=lang))
    rows = page.query_selector_all("ol.explain-rows > li")
    assert len(rows) == len(answer["rows"]) > 0
    for row, shown in zip(answer["rows"], (row.inner_text() for row in rows), strict=True):
        said = [row["name"], row["output_shape"], words(lang)[verdict_key(row)]]
        for reading in row["readings"]:
            said += [
                reading["layer"],
                *reading["words"],
                *(reading.get(key, "") for key in ("call", "expression", "because")),
            ]
        said += [row["forward"]["sentence"]] if row["forward"] else []
        assert [text for text in [*said, *row["notes"]] if text not in shown] == []
    below = page.inner_text(".explain-answer")
    said = [text for total in answer["totals"] for text in (total["label"], total.get("because", ""))]
    said += [answer["forward"]["sentence"]] if answer["forward"] else []
    assert [text for text in [*said, *answer["notes"]] if text not in below] == []


@pytest.mark.parametrize("lang", ENGINES)
def test_the_links_of_an_answer_lead_to_steps_of_this_site(used, folder, address, lang):
    page = used(lang)
    explain_on(page, EXAMPLES["bidirectional"])
    links = page.evaluate("[...document.querySelectorAll('.explain-reading a')].map(link => link.href)")
    assert links
    for link in links:
        path, _, name = link.removeprefix(address).partition("#")
        assert path.startswith(f"{CHINESE}/") == (lang == CHINESE)
        assert f'id="{name}"' in (folder / path / "index.html").read_text("utf-8")


@pytest.mark.parametrize("lang", ENGINES)
def test_nothing_of_the_engine_is_loaded_before_the_reader_turns_to_the_box(used, keeper, lang):
    page = used(lang)
    assert keeper.early[lang] == []
    assert [url for url in page.evaluate(LOADED) if LATE.search(url)]
    assert keeper.noise[lang] == []


@pytest.mark.parametrize("lang", ENGINES)
def test_nothing_is_asked_for_once_the_engine_runs_and_nothing_of_another_host_ever(used, keeper, address, lang):
    page = used(lang)
    asked = keeper.first[lang]
    assert [request.url for request in asked if request.url.endswith("/worker.mjs")]
    assert {(request.method, request.post_data) for request in asked} == {("GET", None)}
    assert all(request.url.startswith(address) and "?" not in request.url for request in asked)
    keeper.asked.clear()
    for name in ("bidirectional", "html"):
        explain_on(page, PASTES[name])
    assert keeper.asked == []
    assert keeper.noise[lang] == []


def test_the_worker_has_given_up_every_way_to_ask_for_more(used, address):
    (worker,) = [worker for worker in used(ENGLISH).workers if worker.url.endswith("/worker.mjs")]
    for url in ("https://localhost:1/", address, f"{address}assets/site.css"):
        refused = worker.evaluate("url => fetch(url).then(() => 'sent', (error) => error.message)", url)
        assert "is none of the files of the engine" in refused
    ways = "['XMLHttpRequest', 'WebSocket', 'EventSource', 'WebTransport', 'Worker', 'importScripts']"
    assert worker.evaluate(f"{ways}.filter((name) => self[name] !== undefined)") == []


@pytest.mark.long
def test_a_second_visit_takes_the_engine_from_the_browser_and_forgets_old_ones(used, another, keeper, address):
    used(ENGLISH)
    page = another
    page.goto(f"{address}explain/", wait_until="load")
    keep = f"async (url) => (await {ENGINE_STORE}).put(url, new Response('old'))"
    page.evaluate(keep, f"{address}assets/pyodide-00000000/pyodide.asm.wasm.gz")
    keeper.asked.clear()
    explain_on(page, EXAMPLES["gru"])
    urls = [request.url for request in keeper.asked]
    assert [url for url in urls if url.endswith("/worker.mjs")]
    assert [url for url in urls if url.endswith((".gz", ".zip"))] == []
    kept = page.evaluate("async () => (await (await KEPT).keys()).map(k => k.url)".replace("KEPT", ENGINE_STORE))
    assert [url for url in kept if "00000000" in url] == []
    assert [url for url in kept if url.endswith("/pyodide.asm.wasm.gz")]


@pytest.mark.parametrize("lang", ENGINES)
def test_the_link_of_an_answer_names_the_paste_and_can_be_copied(used, address, lang):
    page = used(lang)
    paste = PASTES["wide"]
    explain_on(page, paste)
    page.click(f".explain-answer button:has-text('{words(lang)['box_copy_link']}')")
    wait_for_result(page, words(lang)["box_link_copied"])
    link = page.evaluate("navigator.clipboard.readText()")
    assert link.startswith(f"{address}{PAGES[lang]}#paste=1.")
    assert unpacked(link) == paste


@pytest.mark.long
@pytest.mark.parametrize("lang", [CHINESE])
def test_a_link_brings_the_paste_to_another_reader_and_to_the_other_language(another, address, lang):
    other = next(each for each in PAGES if each != lang)
    page, paste = another, PASTES["wide"]
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(f"{address}{PAGES[lang]}{fragment(paste)}", wait_until="load")
    wait_for_answer(page)
    assert page.input_value(".explain textarea") == paste
    page.click("a.language")
    page.wait_for_url(f"{address}{PAGES[other]}#paste=1.*")
    wait_for_answer(page)
    assert page.input_value(".explain textarea") == paste
    assert words(other)["count"] in page.inner_text(".explain-answer")
    assert [url for url in asked if "paste=" in url and "#" not in url] == []


def test_the_language_switch_takes_a_paste_along_that_was_never_shared(used, keeper, address):
    page = used(ENGLISH)
    explain_on(page, EXAMPLES["simple_rnn"])
    assert "#" not in page.url
    page.wait_for_selector("a.language[href*='#paste=']")
    with keeper.context.expect_page() as opened:
        page.click("a.language", modifiers=["Control"])  # in a tab of its own
    other = opened.value
    other.wait_for_url(f"{address}{CHINESE}/explain/#paste=1.*")
    other.wait_for_function("() => document.querySelector('.explain textarea')?.value")
    shown = other.input_value(".explain textarea")
    other.close()
    assert shown == EXAMPLES["simple_rnn"]


def test_an_address_never_names_another_paste_than_the_one_shown(used):
    page = used(ENGLISH)
    page.evaluate("link => (location.hash = link)", fragment(EXAMPLES["simple_rnn"]))
    page.wait_for_function(
        "text => document.querySelector('.explain textarea').value === text", arg=EXAMPLES["simple_rnn"]
    )
    wait_for_answer(page)
    assert "#paste=" in page.url
    explain_on(page, EXAMPLES["gru"])
    page.wait_for_function("() => !location.hash")


@pytest.mark.parametrize(
    ("lang", "bad", "key"),
    [
        (ENGLISH, "#paste=", "box_damaged_link"),
        (CHINESE, "#paste=1.", "box_damaged_link"),
        (ENGLISH, "#paste=1.%%%", "box_damaged_link"),
        (CHINESE, fragment(HTML)[:-9], "box_damaged_link"),
        (ENGLISH, fragment(HTML, version="2"), "box_damaged_link"),
        (ENGLISH, fragment("0" * 5_000_000), "box_large_link"),
        (CHINESE, fragment("0" * 5_000_000), "box_large_link"),
    ],
    ids=["empty", "no-data", "no-base64", "cut", "version", "large-en", "large-zh"],
)
def test_a_link_that_can_not_be_read_says_so_and_loads_no_engine(visit, lang, bad, key):
    page, _ = visit(PAGES[lang] + bad)
    wait_for_status(page, words(lang)[key])
    assert page.input_value(".explain textarea") == ""
    assert page.workers == [worker for worker in page.workers if "search" in worker.url]


def test_a_paste_too_long_for_a_link_is_still_explained_and_the_button_says_why(used):
    page = used(ENGLISH)
    noise = "".join(f"{number * 7919 % 100003:x}\n" for number in range(4000))
    explain_on(page, f"{EXAMPLES['gru']}\n{noise}")
    page.click(".explain-answer button:has-text('Copy link')")
    wait_for_result(page, words(ENGLISH)["box_long_link"])
    assert "#" not in page.url


@pytest.mark.parametrize("lang", ENGINES)
def test_the_answer_is_copied_as_markdown(used, address, lang):
    page = used(lang)
    explain_on(page, EXAMPLES["connected"])
    page.click(f".explain-answer button:has-text('{words(lang)['box_copy_markdown']}')")
    wait_for_result(page, words(lang)["box_markdown_copied"])
    copied = page.evaluate("navigator.clipboard.readText()")
    site = address + HOMES[lang]
    assert copied.strip() == render.markdown(explain(EXAMPLES["connected"]), lang=lang, site=site).strip()
    assert f"({site}layers/around/#around.dense)" in copied


def test_html_in_a_paste_is_shown_as_text(used):
    page = used(ENGLISH)
    explain_on(page, HTML)
    assert IMAGE in page.inner_text(".explain-answer")
    assert page.query_selector_all(".explain-answer :is(img, script, b)") == []
    assert page.evaluate("window.hit") is None


def test_html_that_the_engine_answers_with_is_shown_as_text(used):
    shown = used(ENGLISH).evaluate(
        """async () => {
            const start = document.querySelector('.explain ~ script[src$="start.mjs"]').src;
            const { Answer } = await import(new URL("answer.mjs", start));
            const bad = "<img src=x onerror=hit()>";
            const link = "javascript:hit()";
            const reading = { layer: bad, expression: bad, because: bad, link, inner: { layer: bad } };
            const readings = [reading, reading];
            const forward = { sentence: bad };
            const row = { name: bad, type: bad, output_shape: bad, count: 1, verdict: bad, readings, forward };
            const section = document.createElement("section");
            const total = { name: bad, label: bad, printed: 1, expected: null, verdict: bad, because: bad };
            new Answer({}, document.baseURI).show(section, { rows: [row], totals: [total], notes: [bad], forward });
            const links = [...section.querySelectorAll("a")].map((link) => link.href);
            return { images: section.querySelectorAll("img").length, links, text: section.textContent };
        }"""
    )
    assert shown["images"] == 0
    assert shown["text"].count("<img src=x onerror=hit()>") > 8
    assert set(shown["links"]) == {used(ENGLISH).evaluate("document.baseURI")}


def test_the_keyboard_alone_explains_and_reaches_the_answer(used):
    page = used(ENGLISH)
    page.focus(".explain textarea")
    page.keyboard.insert_text(EXAMPLES["gru"])
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    wait_for_answer(page)
    reached = []
    for _ in range(30):
        page.keyboard.press("Tab")
        reached.append(page.evaluate("document.activeElement.textContent"))
        if reached[-1].startswith(words(ENGLISH)["box_other_readings"].split("{")[0]):
            break
    assert words(ENGLISH)["box_clear"] in reached
    assert words(ENGLISH)["box_copy_link"] in reached
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.parentElement.open")


def test_control_and_enter_explain_from_within_the_field(used):
    page = used(ENGLISH)
    page.fill(".explain textarea", EXAMPLES["gru"])
    page.press(".explain textarea", "Control+Enter")
    wait_for_answer(page)


@pytest.mark.parametrize("lang", PAGES)
def test_without_javascript_the_page_leads_to_the_command_line(visit, lang):
    page, _ = visit(PAGES[lang], java_script_enabled=False)
    assert words(lang)["box_no_script"] in page.inner_text("article")
    assert "rnnformula explain -" in page.inner_text("article")
    assert not page.is_visible(".explain textarea")
    assert not page.is_visible(".explain button")


FILES = ["**/*.wasm.gz", "**/pyodide.asm.mjs", "**/worker.mjs", "**/controller.mjs"]


@pytest.fixture
def fresh(chromium, address, request):
    """The page of a language in a browser that has loaded nothing of the engine; a test may stop files on their way."""
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    request.node.stash[OPENED] = opened = []

    def open_page(lang, script=None):
        if script:
            context.add_init_script(script)
        page = context.new_page()
        opened.append(page)
        page.goto(address + PAGES[lang], wait_until="load")
        return page

    yield open_page
    context.unroute_all()
    context.close()


def fail_to_load(page, lang, file):
    page.context.route(file, lambda route: route.abort())
    page.click(example_button("gru"))
    wait_for_status(page, "rnnformula explain -")
    assert words(lang)["box_no_network"].split("{")[0].rstrip("(（ ") in page.inner_text(".explain [role=status]")


@pytest.mark.parametrize(("file", "lang"), [*zip(FILES, [CHINESE, ENGLISH] * 2, strict=True)])
def test_an_engine_that_does_not_load_says_so(fresh, lang, file):
    fail_to_load(fresh(lang), lang, file)


@pytest.mark.long
@pytest.mark.parametrize(("file", "lang"), [(FILES[0], ENGLISH), (FILES[2], CHINESE)])
def test_a_second_try_works_where_an_engine_did_not_load(fresh, lang, file):
    page = fresh(lang)
    fail_to_load(page, lang, file)
    page.context.unroute(file)
    try_again(page)


def try_again(page):
    page.click(example_button("gru"))
    wait_for_answer(page)


@pytest.mark.long
def test_a_file_that_comes_cut_is_not_kept(fresh):
    page = fresh(ENGLISH)
    page.context.route("**/library.zip.gz", lambda route: route.fulfill(body=b"short"))
    page.click(example_button("gru"))
    wait_for_status(page, "5 of ")
    page.context.unroute("**/library.zip.gz")
    try_again(page)


@pytest.mark.parametrize("lang", PAGES)
def test_a_browser_without_webassembly_is_sent_to_the_command_line(fresh, lang):
    page = fresh(lang, script="delete window.WebAssembly")
    page.click(example_button("gru"))
    wait_for_status(page, words(lang)["box_no_wasm"])


def stop_while_loading(page):
    """Start the engine, keep its largest file back, and stop it; the engine is gone."""
    page.context.route("**/*.wasm.gz", lambda route: None)
    with page.expect_worker(lambda worker: worker.url.endswith("/worker.mjs")) as started:
        page.click(example_button("gru"))
    engine = started.value
    wait_for_status(page, words(ENGLISH)["box_loading"].split("{")[0])
    assert page.is_visible(".explain progress")
    with engine.expect_event("close", timeout=PATIENCE):  # the browser says a little later that it is gone
        page.click("[data-act=halt]")
    wait_for_status(page, words(ENGLISH)["box_stopped"])
    assert not page.is_visible("[data-act=halt]")
    assert not page.is_visible(".explain progress")


def test_a_slow_engine_can_be_stopped(fresh):
    stop_while_loading(fresh(ENGLISH))


@pytest.mark.long
def test_a_stopped_engine_can_be_started_again(fresh):
    page = fresh(ENGLISH)
    stop_while_loading(page)
    page.context.unroute("**/*.wasm.gz")
    try_again(page)


@pytest.mark.parametrize(("paste", "key"), [(" \n", "box_empty"), ("0" * 1_000_001, "box_too_large")])
def test_nothing_and_too_much_are_said_before_anything_is_loaded(visit, paste, key):
    page, _ = visit("explain/")
    page.evaluate("paste => (document.querySelector('.explain textarea').value = paste)", paste)
    page.click(".explain [type=submit]")
    wait_for_status(page, words(ENGLISH)[key])
    assert page.is_hidden(".explain-answer")


def test_a_paste_that_is_too_large_does_not_get_into_the_field(visit):
    page, _ = visit("explain/")
    page.evaluate(
        """() => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text", "0".repeat(1_000_001));
            const field = document.querySelector(".explain textarea");
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }"""
    )
    wait_for_status(page, words(ENGLISH)["box_too_large"])
    assert page.input_value(".explain textarea") == ""


def test_clearing_takes_the_paste_its_answer_and_its_link_away(used, address):
    page = used(ENGLISH)
    page.evaluate("link => (location.hash = link)", fragment(EXAMPLES["gru"]))
    wait_for_answer(page)
    assert "#paste=" in page.url
    page.click("[data-act=clear]")
    assert page.input_value(".explain textarea") == ""
    assert page.is_hidden(".explain-answer")
    assert page.url == f"{address}explain/"
    assert page.evaluate("document.activeElement.localName") == "textarea"


@pytest.mark.parametrize("lang", ENGINES)
@pytest.mark.parametrize("name", ["gru", "connected"])
def test_an_answer_is_for_everyone_and_no_wider_than_the_screen(used, keeper, lang, name):
    page = used(lang)
    page.click(example_button(name))
    wait_for_answer(page)
    for details in page.query_selector_all(".explain-row details"):
        details.evaluate("element => (element.open = true)")
    for size, scheme in SCREENS:
        turn(page, (size, scheme))
        page.evaluate(SETTLED)
        assert page.evaluate("document.body.dataset.mdColorScheme") == NAMES[scheme]
        assert violations(page, within=".explain") == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size
    assert keeper.noise[lang] == []


@contextmanager
def explain_page_of(chromium, folder, headers):
    """The page that explains, on a host that sends these headers."""
    with serve(folder, headers) as address:
        context = chromium.new_context(viewport=PHONE)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(f"{address}explain/", wait_until="load")
        yield page
        context.close()


@pytest.mark.long
def test_a_host_that_sends_our_headers_lets_the_worker_compile(chromium, folder):
    with explain_page_of(chromium, folder, headers_of(folder)) as page:
        page.click(example_button("gru"))
        wait_for_answer(page)


def test_a_host_that_sends_our_headers_lets_no_page_compile(chromium, folder):
    with explain_page_of(chromium, folder, headers_of(folder)) as page:
        refused = page.evaluate(
            "async () => { try { await WebAssembly.compile(Uint8Array.of(0,97,115,109,1,0,0,0)) } "
            "catch (error) { return error.name } }"
        )
        assert refused == "CompileError"


def test_a_host_that_lets_nobody_compile_sends_the_reader_to_the_command_line(chromium, folder):
    more = headers_of(folder)
    less = [(name, value.replace(" 'wasm-unsafe-eval'", "")) for name, value in more]
    assert less != more
    with explain_page_of(chromium, folder, less) as page:
        page.click(example_button("gru"))
        wait_for_status(page, words(ENGLISH)["box_no_wasm"])
