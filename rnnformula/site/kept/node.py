"""Scripts for Node that stand beside the code that calls them."""

from __future__ import annotations

import json
import subprocess
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path


def run_script(script: Path, text: str, root: Path | None = None) -> str:
    """What a script answers to what it is told, run in the folder of the project.

    Raises:
        RuntimeError: there is no Node, or the script fails.
    """
    try:
        done = subprocess.run(["node", script], input=text, cwd=root, capture_output=True, encoding="utf-8", check=True)
    except FileNotFoundError:
        raise RuntimeError("node is not on the PATH; `make` puts it into .venv") from None
    except subprocess.CalledProcessError as error:
        raise RuntimeError(f"{script.name} failed:\n{error.stderr}") from None
    return done.stdout


def surroundings(script: Path, root: Path, *packages: str) -> list[str]:
    """What the answers of a script depend on besides what it is told: the versions of the packages it uses, itself."""
    files = [root / "node_modules" / package / "package.json" for package in packages]
    versions = [json.loads(file.read_text(encoding="utf-8"))["version"] for file in files]
    return [*versions, script.read_text(encoding="utf-8")]
