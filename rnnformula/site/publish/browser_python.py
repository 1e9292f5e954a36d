"""The package and the standard library as the browser's own Python has compiled them: less to load, sooner begun.

Python starts from them in half of the time that it takes from sources, and only the modules in use are there.
"""

from __future__ import annotations

import base64
import gzip
import json
from pathlib import Path

from rnnformula.language import LANGUAGES
from rnnformula.site.kept.node import run_script, surroundings
from rnnformula.site.kept.shelf import Shelf

COMPILER = Path(__file__).with_suffix(".mjs")
#: Runs inside Pyodide.
TRIMMING = Path(__file__).with_name("browser_trimming.py")
#: What the browser calls; it starts Python likewise.
DRIVER = "docs/assets/explain/python.mjs"
#: Where what was compiled is kept, below ``.cache``.
KEPT_ENGINE = "engine.json"
#: Pastes of different printers: what explaining them loads is what is in use.
PASTES = (
    "lstm (LSTM)  (None, 64)  18176",
    """\
=================================================================
Layer (type:depth-idx)                   Param #
=================================================================
Model                                    --
├─LSTM: 1-1                              18,432
=================================================================
Total params: 18,432""",
    "131584",
    "nothing that anybody prints",
)


def compiled(root: Path, package: bytes, folder: Path, *, at_once: bool = False) -> tuple[bytes, bytes] | None:
    """The standard library and the package, compiled: two archives that Python imports from, to be packed as a whole.

    ``package`` is the archive of its sources. What was compiled before is kept; where it was not, and it has to go
    ``at_once``, there is none.

    Raises:
        RuntimeError: Node or Python failed.
    """
    trimming, driver = (file.read_text(encoding="utf-8") for file in (TRIMMING, root / DRIVER))
    shelf = Shelf(folder / KEPT_ENGINE, [*surroundings(COMPILER, root, "pyodide"), trimming, driver])
    sources = base64.b64encode(package).decode()
    if at_once and not shelf.has(sources):
        return None
    task = {"zip": sources, "trimming": trimming, "pastes": PASTES, "languages": tuple(LANGUAGES)}
    archives = json.loads(shelf.get(sources, lambda: run_script(COMPILER, json.dumps(task), root)))
    shelf.save()
    library, own = (gzip.decompress(base64.b64decode(archives[kind])) for kind in ("library", "package"))
    return library, own
