"""The scripts of docs/assets/numbers and the facts of all layers -> the files by which pages count, draw and read."""

from __future__ import annotations

import json
import shutil
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.site.book.sources import NUMBERS_FOLDER
from rnnformula.site.kept.files import write_whole
from rnnformula.site.kept.node import run_script, surroundings
from rnnformula.site.kept.shelf import Shelf, digest
from rnnformula.site.publish.browser_facts import facts

if TYPE_CHECKING:
    from rnnformula.site.book.sources import Sources

BUNDLER, BUNDLER_PACKAGE = Path(__file__).with_suffix(".mjs"), "esbuild"
#: How the name of their folder below ``assets`` begins; a digest follows, so that browsers may keep it for ever.
PREFIX = "numbers-"
#: What a page loads first.
ENTRY = "numbers.mjs"


def write_numbers_scripts(sources: Sources, folder: Path) -> list[str]:
    """Write the files below the folder, and remove those of other versions; returns their names, what to load first."""
    shelf = Shelf(folder.parent / "numbers.json", surroundings(BUNDLER, BUNDLER_PACKAGE, sources.root))
    made_of = {name: sources.texts[f"{NUMBERS_FOLDER}/{name}"] for name in sources.inside(NUMBERS_FOLDER, ".mjs")}
    written = shelf.get([made_of, facts()], partial(_bundled, sources.root))
    shelf.save()
    name = f"{PREFIX}{digest(written)[:8]}"
    for old in folder.glob(f"{PREFIX}*"):
        if old.name != name:
            shutil.rmtree(old)
    codes: dict[str, str] = json.loads(written)
    (folder / name).mkdir(parents=True, exist_ok=True)
    for file, code in codes.items():
        write_whole(folder / name / file, code)
    return [f"{name}/{file}" for file in sorted(codes, key=lambda file: file != ENTRY)]


def _bundled(root: Path) -> str:
    return run_script(BUNDLER, json.dumps({"folder": NUMBERS_FOLDER, "facts": facts()}, ensure_ascii=False), root)
