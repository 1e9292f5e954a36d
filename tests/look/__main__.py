"""Every kind of page as an eye sees it, on one sheet. Run by `make look`.

    python -m tests.look [SITE] [OUT]

SITE is `site` or, where there is none, `preview`; OUT is `.cache/look`. For each kind of page in each language,
on a phone and on a desktop, light and dark, there is a picture of the first screen and one of the whole page;
`index.html` shows them beside each other, with what `eye.js` finds wrong.
"""

import argparse
import sys
from dataclasses import dataclass, field
from html import escape
from itertools import product
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from rnnformula.language import DEFAULT, LANGUAGES
from tests.browser.pages import EYE, MORE_SIZES, PATIENCE, SETTLED
from tests.browsers import FLAGS, browser_path
from tests.conftest import ROOT
from tests.host import serve
from tests.languages import HOMES
from tests.look import PAGES

SCREENS = {"phone": {"width": 390, "height": 844}, "desktop": {"width": 1280, "height": 800}}
SCHEMES = ("light", "dark")
STYLE = """
body { font: 15px/1.5 system-ui, sans-serif; margin: 1rem; background: #eee; color: #111 }
section { margin: 2rem 0; padding: 1rem; background: #fff }
.languages { display: grid; grid-template-columns: repeat(auto-fit, minmax(30rem, 1fr)); gap: 1rem }
.shots { display: flex; gap: .5rem; align-items: start }
.shots img { display: block; max-width: 100%; border: 1px solid #999 }
.phone { flex: 390 } .desktop { flex: 1280 }
ul { max-height: 20rem; overflow: auto; padding-left: 1rem; font-size: 13px }
"""


@dataclass
class Looked:
    """What was seen of a page in a language: pairs of pictures by screen and scheme, and what is wrong, by width."""

    path: str
    shots: dict[tuple[str, str], tuple[str, str]] = field(default_factory=dict)
    defects: dict[str, dict[str, list[str]]] = field(default_factory=dict)

    @property
    def count(self) -> int:
        """How much is wrong."""
        return sum(len(said) for kinds in self.defects.values() for said in kinds.values())


def look_at(browser: Browser, address: str, path: str, out: Path) -> Looked:
    """Take the pictures of a page into the folder, and look for what is wrong."""
    looked = Looked(path)
    for (name, size), scheme in product(SCREENS.items(), SCHEMES):
        context = browser.new_context(viewport=size, color_scheme=scheme)
        context.set_default_timeout(PATIENCE)
        page = context.new_page()
        page.goto(address + path, wait_until="load")
        page.evaluate(SETTLED)
        first, whole = (
            f"{path.strip('/').replace('/', '-') or 'home'}-{name}-{scheme}{end}.png" for end in ("", "-whole")
        )
        page.screenshot(path=out / first)
        looked.defects[f"{name}, {scheme}"] = page.evaluate(EYE, scheme == SCHEMES[0])
        page.screenshot(path=out / whole, full_page=True)
        looked.shots[name, scheme] = first, whole
        if (name, scheme) == ("phone", SCHEMES[0]):
            for more in MORE_SIZES:
                page.set_viewport_size(more)
                page.evaluate(SETTLED)
                looked.defects[f"{more['width']} pixels"] = page.evaluate(EYE, True)
        context.close()
    return looked


def sheet(site: str, pages: dict[str, list[Looked]]) -> str:
    """The page that shows the pictures: those of one page in all languages beside each other."""
    parts = [f"<h1>{escape(site)}</h1>", "<p>A picture of a first screen leads to that of the whole page.</p>"]
    parts.append(f"<ol>{''.join(map(_entry, pages.items()))}</ol>")
    for path, looked in pages.items():
        columns = "".join(f"<div>{_shots(each)}{_defects(each)}</div>" for each in looked)
        parts.append(f'<section id="{path}"><h2>/{path}</h2><div class="languages">{columns}</div></section>')
    head = f'<!doctype html><html lang="{DEFAULT}"><meta charset="utf-8"><title>{escape(site)}</title>'
    return f"{head}<style>{STYLE}</style>" + "\n".join(parts)


def _entry(named: tuple[str, list[Looked]]) -> str:
    path, looked = named
    return f'<li><a href="#{path}">/{path}</a>: {" + ".join(str(each.count) for each in looked)} defects</li>'


def _shots(looked: Looked) -> str:
    rows = []
    for scheme in SCHEMES:
        pictures = []
        for name in SCREENS:
            first, whole = looked.shots[name, scheme]
            picture = f'<img src="{first}" loading="lazy" alt="/{looked.path}, {name}, {scheme}">'
            pictures.append(f'<a class="{name}" href="{whole}">{picture}</a>')
        rows.append(f'<div class="shots">{"".join(pictures)}</div>')
    return f"<h3>/{looked.path}</h3>{''.join(rows)}"


def _defects(looked: Looked) -> str:
    lines = [
        f"<li>{escape(f'{where}: {kind}: {one}')}</li>"
        for where, kinds in looked.defects.items()
        for kind, said in kinds.items()
        for one in said
    ]
    return f"<ul>{''.join(lines) or '<li>nothing wrong</li>'}</ul>"


def main() -> None:
    """Make the sheet and say where it is."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    built = next((name for name in ("site", "preview") if (ROOT / name).is_dir()), None)
    parser.add_argument("site", type=Path, nargs="?", default=built and ROOT / built)
    parser.add_argument("out", type=Path, nargs="?", default=ROOT / ".cache" / "look")
    parser.add_argument("--page", action="append", choices=PAGES, help="default: each kind of page")
    asked = parser.parse_args()
    if not asked.site or not asked.site.is_dir():
        sys.exit("no site is built; make site or make preview-site builds one")
    print(f"looking at {asked.site}", flush=True)
    asked.out.mkdir(parents=True, exist_ok=True)
    with serve(asked.site) as address, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=browser_path(), args=FLAGS)
        pages = {}
        for path in asked.page or PAGES:
            pages[path] = [look_at(browser, address, HOMES[code] + path, asked.out) for code in LANGUAGES]
            print(f"/{path}: {' + '.join(str(each.count) for each in pages[path])} defects", flush=True)
        browser.close()
    (asked.out / "index.html").write_text(sheet(str(asked.site), pages), "utf-8")
    print(asked.out / "index.html")


if __name__ == "__main__":
    main()
