"""The style sheets of docs/assets/styles -> one file for a page, without blanks, readable by older browsers."""

from __future__ import annotations

import json
import subprocess
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.site.book.problems import Problem
from rnnformula.site.kept.files import write_whole
from rnnformula.site.kept.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

STYLE_SOURCES = "docs/assets/styles"
#: The sheets that import others, and what each is published as, below ``assets``: that of all pages, which mkdocs.yml
#: names, and that of the page for what is not there, which docs/theme/404.html names.
PUBLISHED_STYLES = {"all.css": "style.css", "not_found.css": "not_found.css"}
BUNDLER = Path(__file__).with_suffix(".mjs")


def write_style_sheet(root: Path, folder: Path) -> list[Problem]:
    """Write the sheets of pages into the folder; returns a problem where a sheet can't be read."""
    shelf = Shelf(folder.parent / "styles.json", list(_bundler(root)))
    made_of = {file.name: file.read_text(encoding="utf-8") for file in sorted((root / STYLE_SOURCES).glob("*.css"))}
    folder.mkdir(parents=True, exist_ok=True)
    for first, published in PUBLISHED_STYLES.items():
        answer = json.loads(shelf.get([first, made_of], partial(_bundled, root, first)))
        if "error" in answer:
            return [Problem(Path(answer["file"]).relative_to(root).as_posix(), answer["line"], answer["error"])]
        write_whole(folder / published, answer["css"])
    shelf.save()
    return []


def _bundler(root: Path) -> Iterator[str]:
    """What the sheets of pages depend on besides its sources."""
    package = json.loads((root / "node_modules/lightningcss/package.json").read_text(encoding="utf-8"))
    yield package["version"]
    yield BUNDLER.read_text(encoding="utf-8")


def _bundled(root: Path, first: str) -> str:
    try:
        path = str(root / STYLE_SOURCES / first)
        done = subprocess.run(
            ["node", BUNDLER], input=path, cwd=root, capture_output=True, encoding="utf-8", check=True
        )
    except FileNotFoundError:
        raise RuntimeError("node is not on the PATH; `make` puts it into .venv") from None
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"{BUNDLER.name} failed:\n{error.stderr}") from None
    return done.stdout
