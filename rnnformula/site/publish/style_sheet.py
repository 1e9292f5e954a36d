"""The style sheets of docs/assets/styles -> one file for a browser, without blanks, readable by older browsers."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING

from rnnformula.site.book.problems import Problem
from rnnformula.site.kept.files import write_whole
from rnnformula.site.kept.shelf import Shelf

if TYPE_CHECKING:
    from collections.abc import Iterator

#: The sheet that imports all others, in their order, below the project.
FIRST = "docs/assets/styles/all.css"
#: What they are published as, below ``assets``; mkdocs.yml names it.
PUBLISHED_STYLE = "style.css"
BUNDLER = Path(__file__).with_suffix(".mjs")


def write_style_sheet(root: Path, folder: Path) -> list[Problem]:
    """Write the one sheet into the folder; returns a problem where a sheet can't be read."""
    shelf = Shelf(folder.parent / "styles.json", list(_bundler(root)))
    made_of = {file.name: file.read_text(encoding="utf-8") for file in sorted((root / FIRST).parent.glob("*.css"))}
    answer = json.loads(shelf.get(made_of, lambda: _bundled(root)))
    if "error" in answer:
        return [Problem(Path(answer["file"]).relative_to(root).as_posix(), answer["line"], answer["error"])]
    folder.mkdir(parents=True, exist_ok=True)
    write_whole(folder / PUBLISHED_STYLE, answer["css"])
    shelf.save()
    return []


def _bundler(root: Path) -> Iterator[str]:
    """What the one sheet depends on besides its sources."""
    package = json.loads((root / "node_modules/lightningcss/package.json").read_text(encoding="utf-8"))
    yield package["version"]
    yield BUNDLER.read_text(encoding="utf-8")


def _bundled(root: Path) -> str:
    try:
        done = subprocess.run(
            ["node", BUNDLER], input=str(root / FIRST), cwd=root, capture_output=True, encoding="utf-8", check=True
        )
    except FileNotFoundError:
        raise RuntimeError("node is not on the PATH; `make` puts it into .venv") from None
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"{BUNDLER.name} failed:\n{error.stderr}") from None
    return done.stdout
