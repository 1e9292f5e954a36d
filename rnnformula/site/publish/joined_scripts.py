"""The scripts of pages, joined so that a page asks for few files: what pages start, what counts, what searches."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

from rnnformula.language import LANGUAGES
from rnnformula.site.book.sources import NUMBERS_FOLDER, SCRIPTS_FOLDER, SEARCH_FOLDER
from rnnformula.site.kept.files import write_whole
from rnnformula.site.kept.node import run_script, surroundings
from rnnformula.site.kept.shelf import Shelf, digest
from rnnformula.site.publish.browser_facts import facts
from rnnformula.site.publish.browser_words import words_for

if TYPE_CHECKING:
    from collections.abc import Sequence

    from rnnformula.site.book.sources import Sources

JOINER, JOINER_PACKAGE = Path(__file__).with_suffix(".mjs"), "esbuild"
#: The folder below ``assets`` and the file in it that mkdocs.yml has each page load.
STARTED, START = "scripts", "start"
#: The file beside it that searches, its modules, and the packages that they use.
SEARCH, SEARCH_MODULES, SEARCH_PACKAGES = "search", (SEARCH_FOLDER, NUMBERS_FOLDER), ("leven", "stemmer")
#: How the name of the folder begins that counts and draws; a digest follows, so that browsers may keep it for ever.
COUNTING_FOLDER = "numbers-"
#: The licences of those packages, beside the file.
SEARCH_LICENCES = "search-licences.txt"
#: The first file in it, one for each language, and its code; what is read as JSON loads faster than the same as code.
NUMBERS = "numbers-{lang}"
NUMBERS_CODE = (
    'import {{ start }} from "./page.mjs"; export const numbers = start(JSON.parse({facts}), JSON.parse({words}));'
)


def write_scripts(sources: Sources, folder: Path) -> tuple[dict[str, str], list[str]]:
    """Write the files below the folder; returns the name of the one that counts in each language, and the names of all.

    Files of other versions are removed.
    """
    made_by = surroundings(JOINER, sources.root, JOINER_PACKAGE, *SEARCH_PACKAGES)
    shelf = Shelf(folder.parent / "scripts.json", made_by)
    facts_as_code = _as_code(facts())
    started = _joined(sources, shelf, [SCRIPTS_FOLDER], START, f'import "./{START}.mjs";')
    started[SEARCH_LICENCES] = "\n".join(_licence(sources.root, package) for package in SEARCH_PACKAGES)
    started |= _joined(sources, shelf, SEARCH_MODULES, SEARCH, 'import "./worker.mjs";')
    counting: dict[str, str] = {}
    for lang in LANGUAGES:
        code = NUMBERS_CODE.format(facts=facts_as_code, words=_as_code(words_for(lang)))
        counting |= _joined(sources, shelf, [NUMBERS_FOLDER], NUMBERS.format(lang=lang), code)
    shelf.save()
    within = f"{COUNTING_FOLDER}{digest(json.dumps(counting))[:8]}"
    for old in folder.glob(f"{COUNTING_FOLDER}*"):
        if old.name != within:
            shutil.rmtree(old)
    shutil.rmtree(folder / STARTED, ignore_errors=True)
    files = {f"{STARTED}/{name}": code for name, code in started.items()}
    files |= {f"{within}/{name}": code for name, code in counting.items()}
    for subfolder in (STARTED, within):
        (folder / subfolder).mkdir(parents=True, exist_ok=True)
    for name, code in files.items():
        write_whole(folder / name, code)
    return {lang: f"{within}/{NUMBERS.format(lang=lang)}.mjs" for lang in LANGUAGES}, list(files)


def _as_code(data: dict[str, Any]) -> str:
    """A literal of a script, which `JSON.parse` reads."""
    return json.dumps(json.dumps(data, ensure_ascii=False, separators=(",", ":")), ensure_ascii=False)


def _joined(sources: Sources, shelf: Shelf, folders: Sequence[str], name: str, code: str) -> dict[str, str]:
    """The code of each file by its name, made of the modules of the first folder and what these use of the others."""
    task = {"folder": folders[0], "name": name, "code": code}
    names = [f"{folder}/{module}" for folder in folders for module in sources.inside(folder, ".mjs")]
    modules = {module: sources.texts[module] for module in names}
    codes: dict[str, Any] = json.loads(shelf.get([task, modules], partial(_join, sources.root, task)))
    return codes


def _licence(root: Path, package: str) -> str:
    """The licence that a package comes with, below its name."""
    folder = root / "node_modules" / package
    return f"{package}\n\n{(folder / 'license').read_text(encoding='utf-8')}"


def _join(root: Path, task: dict[str, str]) -> str:
    return run_script(JOINER, json.dumps(task, ensure_ascii=False), root)
