"""The theme's style sheet and those of docs/assets/styles -> one for a page, without blanks, for older browsers too."""

from __future__ import annotations

import json
import re
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.site.book.problems import Problem
from rnnformula.site.book.sources import STYLES_FOLDER
from rnnformula.site.html.math.fonts import MATH_STYLE
from rnnformula.site.kept.files import write_whole
from rnnformula.site.kept.node import run_script, surroundings
from rnnformula.site.kept.shelf import Shelf, digest
from rnnformula.site.publish.own_scripts import ASSETS_FOLDER, SCRIPT_FILES, THEME_TEMPLATES, theme_folder

if TYPE_CHECKING:
    from collections.abc import Iterator

    from rnnformula.site.book.sources import Sources

#: The sheet that imports all others of pages; what it is published as with the theme's, as mkdocs.yml names it.
OF_PAGES, PUBLISHED_STYLE = "all.css", "style.css"
#: The sheets that import others, and what each is published as, below ``assets``: that of all pages, and those of the
#: pages without the theme, which docs/theme/404.html and docs/theme/tag.html name.
PUBLISHED_STYLES = {OF_PAGES: PUBLISHED_STYLE, "not_found.css": "not_found.css", "tag.css": "tag.css"}
#: The theme's sheets, below its assets. That of its palette is left out: styles/tokens.css has all colours.
THEME_SHEETS, THEME_SHEET = "stylesheets", "main.*.min.css"
BUNDLER, BUNDLER_PACKAGE = Path(__file__).with_suffix(".mjs"), "lightningcss"
#: The classes of elements in a page, and the variables that a page reads.
CLASSES, VARIABLES = re.compile(r'\bclass="([^"]*)"'), re.compile(r"--[\w-]+")
#: What may be a class or a variable in a script, in another sheet or in the formulas of a notation.
WORDS = re.compile(r"[\w-]+")
READ_BY_WORDS = (*SCRIPT_FILES, ".css", ".json")
#: Python for the browser, and what the search would read other languages with; neither writes into a page.
NO_PART_OF_PAGES = ("pyodide-", "lunr")


def write_style_sheet(sources: Sources, folder: Path) -> list[Problem]:
    """Write the sheets of pages into the folder, all of them; returns a problem where a sheet can't be read."""
    root = sources.root
    shelf = Shelf(folder.parent / "styles.json", list(_surroundings(root)))
    made_of = {name: sources.texts[f"{STYLES_FOLDER}/{name}"] for name in sources.inside(STYLES_FOLDER)}
    folder.mkdir(parents=True, exist_ok=True)
    for first, published in PUBLISHED_STYLES.items():
        answer = json.loads(shelf.get([first, made_of], partial(_bundled, root, first)))
        if "error" in answer:
            return [Problem(Path(answer["file"]).relative_to(root).as_posix(), answer["line"], answer["error"])]
        write_whole(folder / published, answer["css"])
    shelf.save()
    return []


def thin_style_sheet(root: Path, site: Path) -> None:
    """Take out of a site's sheets what the theme, and what sets formulas, have for parts that the site has not."""
    named = sorted(named_in(site))
    write_whole(site / ASSETS_FOLDER / PUBLISHED_STYLE, json.loads(_bundled(root, OF_PAGES, named))["css"])
    formulas = site / ASSETS_FOLDER / MATH_STYLE
    if formulas.exists():
        write_whole(formulas, json.loads(_joined(root, formulas, None, named))["css"])


def named_in(site: Path) -> set[str]:
    """All that may be the class of an element of a site or a variable that is read: in pages, scripts, other sheets."""
    named: set[str] = set()
    for file in site.rglob("*.html"):
        page = file.read_text(encoding="utf-8")
        named.update(VARIABLES.findall(page), *(names.split() for names in CLASSES.findall(page)))
    for file in (site / ASSETS_FOLDER).rglob("*"):
        folders = file.relative_to(site / ASSETS_FOLDER).parts[:-1]
        is_made_here = file.name in (*PUBLISHED_STYLES.values(), MATH_STYLE) or THEME_SHEETS in folders
        if file.suffix not in READ_BY_WORDS or is_made_here:
            continue
        if not any(name.startswith(NO_PART_OF_PAGES) for name in folders):
            named.update(WORDS.findall(file.read_text(encoding="utf-8")))
    return named


def theme_sheet() -> Path:
    """The theme's style sheet as it is installed.

    Raises:
        LookupError: the theme is not installed, or has not one such sheet.
    """
    sheets = sorted((theme_folder() / THEME_TEMPLATES / ASSETS_FOLDER / THEME_SHEETS).glob(THEME_SHEET))
    if len(sheets) != 1:
        raise LookupError(f"expected one {THEME_SHEET} in the theme, found {len(sheets)}")
    return sheets[0]


def _surroundings(root: Path) -> Iterator[str]:
    """What the sheets of pages depend on besides our sources."""
    yield from surroundings(BUNDLER, root, BUNDLER_PACKAGE)
    yield digest(theme_sheet().read_text(encoding="utf-8"))


def _bundled(root: Path, first: str, named: list[str] | None = None) -> str:
    return _joined(root, theme_sheet() if first == OF_PAGES else None, root / STYLES_FOLDER / first, named)


def _joined(root: Path, foreign: Path | None, ours: Path | None, named: list[str] | None) -> str:
    task = {"theirs": foreign and str(foreign), "ours": ours and str(ours), "named": named}
    return run_script(BUNDLER, json.dumps(task), root)
