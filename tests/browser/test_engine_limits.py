"""What the box refuses stays refused, and what its worker can't ask for: on a page with nothing but the box."""

import threading
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

import pytest

from rnnformula.explaining.explanation import LONGEST
from rnnformula.language import LANGUAGES, words
from tests.browser.pages import PATIENCE
from tests.host import headers_of, serve
from tests.languages import ENGLISH

pytestmark = [pytest.mark.xdist_group("browser"), pytest.mark.long]

PASTE = "lstm (LSTM)  (None, 64)  18176"
#: Ways out of a worker that has given up `fetch`; each is sent to another host.
WAYS = {
    "fetch": "fetch(url)",
    "of the prototype": "WorkerGlobalScope.prototype.fetch.call(self, url)",
    "of its own prototype": "DedicatedWorkerGlobalScope.prototype.fetch.call(self, url)",
    "deleted": "(Reflect.deleteProperty(self, 'fetch'), fetch(url))",
    "deleted everywhere": "(Reflect.deleteProperty(WorkerGlobalScope.prototype, 'fetch'), "
    "Reflect.deleteProperty(self, 'fetch'), fetch(url))",
    "defined anew": "(Reflect.defineProperty(self, 'fetch', { get: () => WorkerGlobalScope.prototype.fetch }), "
    "fetch(url))",
    "cache": "caches.open('x').then((cache) => cache.add(url))",
    "cache of the prototype": "Object.getOwnPropertyDescriptor(WorkerGlobalScope.prototype, 'caches').get.call(self)"
    ".open('x').then((cache) => cache.addAll([url]))",
    "cache of a bucket": "navigator.storageBuckets.open('x').then((bucket) => bucket.caches.open('x'))"
    ".then((cache) => cache.add(url))",
    "font": "new FontFace('x', `url(${url})`).load()",
    "request": "new XMLHttpRequest().open('GET', url)",
    "socket": "new WebSocket(url.replace('http', 'ws'))",
    "events": "new EventSource(url)",
    "worker": "new Worker(url)",
    "script": "importScripts(url)",
    "script of the prototype": "WorkerGlobalScope.prototype.importScripts.call(self, url)",
    "other pages": "new BroadcastChannel('x').postMessage(url)",
    "what other pages read": "indexedDB.open('x')",
    "files that other pages read": "webkitRequestFileSystem(0, 1, () => null)",
    "of the navigator": "navigator.sendBeacon(url)",
    "transport": "new WebTransport(url.replace('http', 'https'))",
}
#: Those that end once the other host has answered.
CONTROLS = [
    *("fetch", "of the prototype", "of its own prototype", "deleted", "font"),
    *("cache", "cache of the prototype", "cache of a bucket"),
]

#: Keeps the engine loading until `release` is called.
HOLD = """() => {
    const held = [];
    const { postMessage } = Worker.prototype;
    Worker.prototype.postMessage = function (message) { held.push([this, message]) };
    window.release = () => {
        Worker.prototype.postMessage = postMessage;
        for (const [worker, message] of held) worker.postMessage(message);
    };
}"""


@contextmanager
def other_host():
    """Another host, which lets everyone in; its address, and the paths that it was asked for."""
    asked = []

    class Other(BaseHTTPRequestHandler):
        def do_GET(self):
            asked.append(self.path)
            self.send_response(200)
            self.send_header("Content-Type", "text/javascript")
            self.send_header("Content-Length", "0")
            self.send_header("Access-Control-Allow-Origin", "*")
            self.end_headers()

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Other) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        try:
            yield f"http://127.0.0.1:{server.server_port}/", asked
        finally:
            server.shutdown()


@contextmanager
def opened(chromium, folder, more=(), lang=ENGLISH):
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    with serve(folder, more) as address:
        page = context.new_page()
        page.goto(f"{address}{lang}/", wait_until="load")
        try:
            yield page
        finally:
            context.close()


def wait_for_status(page, text):
    page.wait_for_function(
        "text => document.querySelector('.explain [role=status]').textContent.includes(text)",
        arg=text,
        timeout=PATIENCE,
    )


def status(page):
    return page.inner_text(".explain [role=status]")


def put(page, length):
    """Put a text of this length into the field and ask for its explanation."""
    page.evaluate("length => (document.querySelector('.explain textarea').value = '0'.repeat(length))", length)
    page.click(".explain [type=submit]")


def paste(page, length):
    """Paste a text of this length; whether the field refuses it."""
    return page.evaluate(
        """length => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text", "0".repeat(length));
            const event = new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true });
            return !document.querySelector(".explain textarea").dispatchEvent(event);
        }""",
        length,
    )


def worker_of(page):
    """The worker, once it has answered."""
    page.fill(".explain textarea", PASTE)
    page.click(".explain [type=submit]")
    page.wait_for_selector(".explain-answer:not([hidden])", timeout=PATIENCE)
    (worker,) = page.workers
    return worker


def tried(worker, way, url):
    """What came of a way to ask for an address: a word, or the error."""
    return worker.evaluate(
        f"async (url) => {{ try {{ await ({way}); return 'sent' }} catch {{ return 'refused' }} }}", url
    )


def test_no_function_of_the_worker_reaches_another_host(chromium, box_site):
    with opened(chromium, box_site) as page, other_host() as (url, asked):
        worker = worker_of(page)
        assert {name: tried(worker, way, url) for name, way in WAYS.items()} == dict.fromkeys(WAYS, "refused")
        assert asked == []
        # What the browser keeps for the next visit is out of its hands too.
        assert worker.evaluate("[typeof caches, typeof WorkerGlobalScope.prototype.caches]") == ["undefined"] * 2


@pytest.mark.parametrize(("are_sent", "outcome"), [(False, "sent"), (True, "refused")])
def test_import_reaches_another_host_unless_headers_are_sent_as_the_worker_says(chromium, box_site, are_sent, outcome):
    with opened(chromium, box_site, headers_of(box_site) if are_sent else ()) as page, other_host() as (url, asked):
        with page.expect_worker() as started:
            page.focus(".explain textarea")
        assert tried(started.value, "import(url)", url) == outcome
        assert asked == ([] if are_sent else ["/"])


def test_a_worker_that_gave_nothing_up_reaches_it_by_these_ways(chromium, box_site):
    """Else what is refused above would say nothing."""
    with opened(chromium, box_site) as page, other_host() as (url, asked):
        page.evaluate(HOLD)
        with page.expect_worker() as started:
            page.focus(".explain textarea")
        for name in CONTROLS:
            asked.clear()
            tried(started.value, WAYS[name], url)
            assert asked == ["/"], name


@pytest.mark.parametrize("lang", LANGUAGES)
def test_more_than_the_package_reads_is_refused_with_the_same_limit_and_loads_no_engine(chromium, box_site, lang):
    with opened(chromium, box_site, lang=lang) as page:
        assert not paste(page, LONGEST)
        assert status(page) == ""
        assert paste(page, LONGEST + 1)
        wait_for_status(page, words(lang)["box_too_large"])
        put(page, 0)
        wait_for_status(page, words(lang)["box_empty"])
        put(page, LONGEST + 1)
        wait_for_status(page, words(lang)["box_too_large"])
        assert page.workers == []
        page.context.route("**/worker.mjs", lambda route: route.abort())
        put(page, LONGEST)
        wait_for_status(page, words(lang)["box_no_network"].split("{")[0])


def test_a_refusal_stays_while_the_engine_loads_and_when_it_is_ready_until_the_reader_does_something(
    chromium, box_site
):
    label = words(ENGLISH)
    with opened(chromium, box_site) as page:
        page.evaluate(HOLD)
        page.focus(".explain textarea")
        wait_for_status(page, label["box_starting"])
        assert paste(page, LONGEST + 1)
        wait_for_status(page, label["box_too_large"])
        assert page.is_visible(".explain progress")
        page.evaluate("release()")
        page.wait_for_selector(".explain progress", state="hidden", timeout=PATIENCE)
        assert status(page) == label["box_too_large"]
        page.fill(".explain textarea", PASTE)
        page.click(".explain [type=submit]")
        wait_for_status(page, label["box_done"].split("{")[0])


def test_a_refusal_gives_way_to_the_engine_once_an_explanation_is_asked_for(chromium, box_site):
    label = words(ENGLISH)
    with opened(chromium, box_site) as page:
        page.evaluate(HOLD)
        page.focus(".explain textarea")
        wait_for_status(page, label["box_starting"])
        put(page, 0)
        wait_for_status(page, label["box_empty"])
        page.fill(".explain textarea", PASTE)
        page.click(".explain [type=submit]")
        wait_for_status(page, label["box_starting"])
        assert "explain-alert" not in page.get_attribute(".explain [role=status]", "class")


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("missing", ["Worker", "WebAssembly", "DecompressionStream"])
def test_a_browser_that_can_not_run_the_engine_is_sent_to_the_command_line(chromium, box_site, lang, missing):
    context = chromium.new_context()
    context.set_default_timeout(PATIENCE)
    context.add_init_script(f"delete window.{missing}")
    with serve(box_site) as address:
        page = context.new_page()
        page.goto(f"{address}{lang}/", wait_until="load")
        page.fill(".explain textarea", PASTE)
        page.click(".explain [type=submit]")
        wait_for_status(page, words(lang)["box_no_wasm"])
        assert "rnnformula explain -" in status(page)
        context.close()
