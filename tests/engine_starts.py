"""How long the box takes to its first answer, and what a browser loads for it, in each way that the engine starts."""

from __future__ import annotations

import json
import re
import shutil
import statistics
from typing import TYPE_CHECKING

from playwright.sync_api import sync_playwright

from tests.browsers import FLAGS, browser_path
from tests.host import serve

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

PASTE = "lstm (LSTM)  (None, 64)  18176\ndense (Dense)  (None, 1)  65"
PAGE = "explain/"
SETTINGS = re.compile(r'(?<=<script type="application/json">).*?(?=</script>)')
#: Milliseconds in which a browser has kept a snapshot, however busy the machine.
SOON = 5_000
#: Seconds from a paste, which is sent at once, until the answer is painted; read in the page, as who waits for it from
#: without looks only now and then.
TIMED = """paste => new Promise((resolve) => {
  const [field, answer] = [".explain textarea", ".explain-answer"].map((name) => document.querySelector(name));
  const start = performance.now();
  const painted = () => requestAnimationFrame(() => setTimeout(() => resolve((performance.now() - start) / 1000)));
  new MutationObserver(() => answer.hidden || painted()).observe(answer, { attributeFilter: ["hidden"] });
  field.focus();
  field.value = paste;
  field.dispatchEvent(new Event("input", { bubbles: true }));
  document.querySelector(".explain [type=submit]").click();
})"""


def change_settings(page: Path, change: Callable[[dict], None]) -> None:
    """Have a page hand its box settings that a function has changed."""
    text = page.read_text("utf-8")
    settings = json.loads(SETTINGS.search(text)[0])
    change(settings)
    page.write_text(SETTINGS.sub(lambda _: json.dumps(settings), text, count=1), "utf-8")


def from_sources(site: Path, folder: Path) -> Path:
    """The site with an engine that has one way only, that from sources: how it started before it was compiled."""
    copied = shutil.copytree(site, folder)
    change_settings(copied / PAGE / "index.html", lambda settings: settings.update(ways=settings["ways"][-1:]))
    return copied


def first_and_next(chromium, address: str, sent: list[int]) -> tuple[tuple[float, int], tuple[float, int]]:
    """Seconds from the paste to the answer and bytes sent of the engine, in a new browser and on its next visit."""
    context = chromium.new_context()
    told = []
    for _ in range(2):
        page = context.new_page()
        page.goto(address + PAGE, wait_until="load")
        sent.clear()
        told.append((page.evaluate(TIMED, PASTE), sum(sent)))
        page.wait_for_timeout(SOON)
        page.close()
    context.close()
    first, following = told
    return first, following


def measured(site: Path, folder: Path, rounds: int) -> dict[str, tuple[float, int]]:
    """The median seconds and the bytes of each way, all in turn."""
    taken: dict[str, list[tuple[float, int]]] = {}
    before = from_sources(site, folder)
    with sync_playwright() as playwright:
        chromium = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        for _ in range(rounds):
            for name, place in (("sources", before), ("compiled", site)):
                sent: list[int] = []
                with serve(place, sizes=sent) as address:
                    first, following = first_and_next(chromium, address, sent)
                taken.setdefault(name, []).append(first)
                taken.setdefault(f"{name}, next visit", []).append(following)
        chromium.close()
    return {
        name: (statistics.median(seconds for seconds, _ in each), max(size for _, size in each))
        for name, each in taken.items()
    }


def report(site: Path, folder: Path, rounds: int) -> Iterator[str]:
    """A line for each way."""
    taken = measured(site, folder, rounds)
    before = taken["sources"][0]
    aims = {"compiled": " (aim: 2.5 s, 5.0 MB)", "compiled, next visit": " (aim: 0.6 s, nothing)"}
    for name, (took, size) in taken.items():
        share = f"{took / before:5.2f} x from sources, {size / 1e6:4.2f} MB{aims.get(name, '')}"
        yield f"first answer, {name:<20} {took:7.3f} s   {share}"
