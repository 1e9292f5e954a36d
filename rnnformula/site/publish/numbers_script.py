"""The scripts of docs/assets/numbers and the facts of all layers -> one file, by which pages count and draw."""

from __future__ import annotations

import json
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
#: How its name begins below ``assets``; a digest follows, so that hosts and browsers may keep it for ever.
PREFIX, SUFFIX = "numbers-", ".mjs"


def write_numbers_script(sources: Sources, folder: Path) -> str:
    """Write the file into the folder, and remove those of other versions; returns its name."""
    shelf = Shelf(folder.parent / "numbers.json", surroundings(BUNDLER, BUNDLER_PACKAGE, sources.root))
    made_of = {name: sources.texts[f"{NUMBERS_FOLDER}/{name}"] for name in sources.inside(NUMBERS_FOLDER, ".mjs")}
    code = shelf.get([made_of, facts()], partial(_bundled, sources.root))
    shelf.save()
    name = f"{PREFIX}{digest(code)[:8]}{SUFFIX}"
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob(f"{PREFIX}*{SUFFIX}"):
        if old.name != name:
            old.unlink()
    write_whole(folder / name, code)
    return name


def _bundled(root: Path) -> str:
    return run_script(BUNDLER, json.dumps({"folder": NUMBERS_FOLDER, "facts": facts()}, ensure_ascii=False), root)
