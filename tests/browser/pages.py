"""One visit to a page: what is seen of it on every screen, and without scripts, as a record that tests read."""

import json
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize

from tests.conftest import ROOT
from tests.languages import CHINESE

HERE = Path(__file__).parent
#: How long anything may take on a busy machine, in milliseconds.
PATIENCE = 120_000
#: What Chromium says of a request that was still under way when its page was left.
LEFT = "net::ERR_ABORTED"
#: The layout shift that nobody sees.
STILL = 0.005
#: For a first view of any page, as a host sends it: bytes compressed, and requests.
BYTES, REQUESTS = 100 * 1024, 14
#: For the home page with its answers, for pages that teach a layer, with their figures and examples, for the one that
#: lists what formulas are excused, and for the one that says every claim it judges as data too.
MORE_BYTES = {
    "": 104 * 1024,
    "layers/": 118 * 1024,
    "about/checks/": 112 * 1024,
    "questions/wrong_answers/": 108 * 1024,
}
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
ALIKE = HERE / "alike.js"
LOOK = (HERE / "look.js").read_text("utf-8")
EYE = (ROOT / "tests" / "look" / "eye.js").read_text("utf-8")
#: What a page is looked at in: sizes in CSS pixels, and colours.
PHONE, DESKTOP = {"width": 360, "height": 740}, {"width": 1280, "height": 900}
SIZES = {size["width"]: size for size in (PHONE, DESKTOP)}
SCREENS = list(product(SIZES, ("light", "dark")))
#: The other widths on which a page is laid out otherwise, seen by the eye alone.
MORE_SIZES = ({"width": 320, "height": 640}, {"width": 820, "height": 1100}, {"width": 1920, "height": 1080})
#: Those on which axe judges every page: each size and each scheme once, as a width changes no colour of ours.
JUDGED = [(PHONE["width"], "light"), (DESKTOP["width"], "dark")]
#: Pages that `make test` visits: each kind in each language, and the page for what is not there. Axe judges all screens
#: of those in the first language, as the others have the same parts.
KINDS = ["", "layers/simple_rnn/", "cases/summary_table/", "questions/lstm/", "explain/", "notation/", "about/checks/"]
MISSING = "no/such/page/"
THOROUGH = [*KINDS, *(f"{CHINESE}/{path}" for path in KINDS), MISSING]
#: What the theme calls the colour schemes.
NAMES = {"light": "default", "dark": "slate"}
#: The rules of axe that another colour scheme can break.
COLOURS = ["color-contrast", "link-in-text-block"]
#: The rules that axe leaves out unless they are asked for.
ASKED_FOR = {"target-size": {"enabled": True}}
#: What moves has arrived.
ARRIVED = """for (const animation of document.getAnimations()) {
    if (Number.isFinite(animation.effect.getComputedTiming().endTime)) animation.finish();
}"""
#: The page is drawn, its fonts are there, and what moves has arrived.
SETTLED = f"""async () => {{
    const frame = () => new Promise((resolve) => requestAnimationFrame(() => requestAnimationFrame(resolve)));
    await document.fonts.ready;
    await frame();
    {ARRIVED}
}}"""
SHIFT = """() => new Promise((resolve) => {
    let total = 0;
    const add = (list) => list.getEntries().forEach((entry) => (total += entry.value));
    new PerformanceObserver(add).observe({ type: "layout-shift", buffered: true });
    requestAnimationFrame(() => setTimeout(() => resolve(total)));
})"""


def violations(page: Page, within: str = "html", rules: list[str] | None = None) -> list[str]:
    """What axe finds on the page as it stands, by all rules or by some."""
    if not page.evaluate("'axe' in window"):
        page.evaluate(AXE.read_text("utf-8"))
    options = {"resultTypes": ["violations"], "preload": False, "selectors": False}
    options |= {"runOnly": rules} if rules else {"rules": ASKED_FOR}
    ask = "([within, options]) => axe.run(within, options).then((found) => found.violations)"
    found = page.evaluate(ask, [within, options])
    return [f"{each['id']}: {json.dumps([node['html'][:120] for node in each['nodes']])}" for each in found]


def listen(page: Page, address: str, hear) -> None:
    """Hear of each message of the page, each failure, and each request to another host.

    A request that ends because the page is left, such as that for its icon, did not fail.
    """
    page.on("console", lambda message: hear(message.text))
    page.on("pageerror", lambda error: hear(str(error)))
    page.on("requestfailed", lambda request: request.failure == LEFT or hear(f"failed: {request.url}"))
    page.on("request", lambda request: request.url.startswith(address) or hear(f"foreign: {request.url}"))


@dataclass
class View:
    """What was seen of a page on one screen: what `look.js` says, what axe and the eye find, and messages meanwhile."""

    noise: list[str] = field(default_factory=list)
    seen: dict = field(default_factory=dict)
    defects: dict[str, list[str]] = field(default_factory=dict)
    violations: list[str] = field(default_factory=list)


@dataclass
class Record:
    """What one visit saw: a view for each screen, one without scripts, and what the first view asked for.

    ``defects`` are those on other widths.
    """

    path: str
    views: dict[tuple[int, str], View]
    defects: dict[int, dict[str, list[str]]]
    bare: View
    bare_size: int
    shifts: dict[int, float]
    asked: list[str]
    cookies: list[dict]


def judged(path: str) -> list[tuple[int, str]]:
    """The screens on which axe judges a page."""
    return SCREENS if path in (*KINDS, MISSING) else JUDGED


class Visitor:
    """Visits each page once, with and without scripts, in contexts that are kept."""

    def __init__(self, browser: Browser, address: str) -> None:
        self.address = address
        self.looks: set[int] = set()
        self.records: dict[str, Record] = {}
        self.scripted, self.bare = self._open(browser, True), self._open(browser, False)

    def _open(self, browser: Browser, has_scripts: bool) -> Page:
        context = browser.new_context(viewport=PHONE, java_script_enabled=has_scripts)
        context.set_default_timeout(PATIENCE)
        if has_scripts:
            context.add_init_script(path=AXE)
            context.add_init_script(path=ALIKE)
        page = context.new_page()
        listen(page, self.address, lambda text: self.hears(text))
        page.on("request", lambda request: self.asked.append(request.url))
        return page

    def visit(self, path: str) -> Record:
        """The record of a page, made on first demand."""
        if path not in self.records:
            self.records[path] = self._look_at(path)
        return self.records[path]

    def _look_at(self, path: str) -> Record:
        # Opened on a phone, where most can go wrong; without scripts it is opened on the other.
        first, other = SIZES
        views: dict[tuple[int, str], View] = {}
        shifts: dict[int, float] = {}
        self.asked: list[str] = []
        page = self.scripted
        screens = [(first, "light"), (first, "dark"), (other, "light"), (other, "dark")]
        for number, screen in enumerate(screens):
            view = views[screen] = View()
            self.hears = view.noise.append
            if number == 0:
                page.set_viewport_size(SIZES[first])
                page.emulate_media(color_scheme="light")
                page.goto(self.address + path, wait_until="load")
            else:
                turn(page, screen)
            page.evaluate(SETTLED)
            if number == 0:
                shifts[first] = self._least(lambda: page.evaluate(SHIFT), lambda: self._reload(page))
            view.seen = page.evaluate(LOOK, screen == (other, "light"))
            view.defects = page.evaluate(EYE, screen[1] == "light")
            if screen in judged(path):
                page.evaluate("alike.draw()")
        asked = list(self.asked)
        defects = {size["width"]: self._defects(page, size) for size in MORE_SIZES}
        page.set_viewport_size(SIZES[other])
        self._thin(page)
        for screen in [screen for screen in reversed(screens) if screen in judged(path)]:
            view = views[screen]
            self.hears = view.noise.append
            if screen != screens[-1]:
                turn(page, screen)
            page.evaluate(ARRIVED)
            view.violations = violations(page, rules=None if screen in JUDGED else COLOURS)
        page.evaluate("localStorage.clear()")
        bare = View()
        self.hears = bare.noise.append
        shifts[other] = self._least(lambda: self._open_bare(path, other, bare))
        cookies = [cookie for each in (page, self.bare) for cookie in each.context.cookies()]
        for each in (page, self.bare):
            each.context.clear_cookies()
        return Record(path, views, defects, bare, other, shifts, asked, cookies)

    def _defects(self, page: Page, size: ViewportSize) -> dict[str, list[str]]:
        page.set_viewport_size(size)
        page.evaluate(SETTLED)
        return page.evaluate(EYE, True)

    def _least(self, measure, again=lambda: None) -> float:
        """How far a page shifts each time that it loads; once it may be the machine that was busy."""
        shift = measure()
        for _ in range(2):
            if shift > STILL:
                again()
                shift = min(shift, measure())
        return shift

    def _reload(self, page: Page) -> None:
        asked = list(self.asked)
        page.reload(wait_until="load")
        page.evaluate(SETTLED)
        self.asked[:] = asked

    def _thin(self, page: Page) -> None:
        looks = json.loads(page.evaluate("alike.looks()"))
        page.evaluate("earlier => alike.thin(earlier)", json.dumps(list(self.looks.intersection(looks))))
        self.looks.update(looks)

    def _open_bare(self, path: str, size: int, view: View) -> float:
        """Open it without scripts; how far it shifted meanwhile, as the browser itself tells."""
        page, moved = self.bare, []
        session = page.context.new_cdp_session(page)
        session.on(
            "PerformanceTimeline.timelineEventAdded",
            lambda told: moved.append(told["event"]["layoutShiftDetails"]["value"]),
        )
        page.set_viewport_size(SIZES[size])
        page.goto(self.address + path, wait_until="load")
        session.send("PerformanceTimeline.enable", {"eventTypes": ["layout-shift"]})
        view.seen = page.evaluate(LOOK, True)
        session.detach()
        return sum(moved)

    def close(self) -> None:
        for page in (self.scripted, self.bare):
            page.context.close()


def turn(page: Page, screen: tuple[int, str]) -> None:
    """Turn a page to another screen; an open page changes its colours by its own switch only, as the theme has it."""
    size, scheme = screen
    if page.viewport_size != SIZES[size]:
        page.set_viewport_size(SIZES[size])
    page.emulate_media(color_scheme=scheme)
    page.evaluate(
        "scheme => document.querySelector(`[name=__palette][data-md-color-scheme=${scheme}]`)?.click()", NAMES[scheme]
    )


def forget(context: BrowserContext, page: Page, address: str) -> None:
    """Let a page's origin forget what it stored, but not what it has loaded."""
    session = context.new_cdp_session(page)
    session.send("Storage.clearDataForOrigin", {"origin": address.rstrip("/"), "storageTypes": "local_storage,cookies"})
    session.detach()
