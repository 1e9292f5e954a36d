"""The recorded outputs of snippets, and the index that says what each was made from."""

from __future__ import annotations

import hashlib
import json
from typing import TYPE_CHECKING, Any

from rnnformula.site.book.installed import framework_versions
from rnnformula.site.kept.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable
    from pathlib import Path

INDEX = "snippets/expected/index.json"
#: The packages whose version the records depend on.
RECORDED_VERSIONS = ("keras", "tensorflow", "sympy")

NOBODY = "nobody recorded its output; where TensorFlow is installed, run `make record`"


def record_file(root: Path, name: str) -> Path:
    """Where the recorded output of a snippet lies."""
    return root / "snippets" / "expected" / f"{name.removesuffix('.py')}.txt"


def read_record(root: Path, name: str) -> str | None:
    """The recorded output of a snippet; None where there is none."""
    file = record_file(root, name)
    return file.read_text(encoding="utf-8") if file.exists() else None


def recorded_versions(root: Path) -> dict[str, str]:
    """The versions that the records were made with; empty before the first recording."""
    versions: dict[str, str] = _index(root)["versions"]
    return versions


def doubt(root: Path, name: str, source: str) -> str:
    """Why the record of a snippet can't be what its code prints; empty where nothing speaks against it.

    Nothing runs: the index keeps digests of the source (code and data) and the output that were recorded together.
    """
    output = read_record(root, name)
    if output is None:
        return NOBODY
    known = _index(root)["snippets"].get(name, {})
    if known.get("code") != digest(source):
        return "it changed since its output was recorded; where TensorFlow is installed, run `make record`"
    if known.get("output") != digest(output):
        return f"its record {record_file(root, name).name} was edited by hand; run `make record`"
    return ""


def version_change(root: Path) -> str:
    """How the installed versions differ from the recorded ones; empty where they do not."""
    recorded, installed = recorded_versions(root), _installed()
    if recorded == installed:
        return ""
    return f"recorded with {_named(recorded)}, running {_named(installed)}; read the pages, then run `make record`"


def orphans(root: Path, names: Iterable[str]) -> list[Path]:
    """Records of snippets that are not among these names."""
    known = {record_file(root, name) for name in names}
    return sorted(file for file in (root / "snippets" / "expected").glob("*.txt") if file not in known)


def write_records(root: Path, printed: dict[str, tuple[str, str]]) -> list[str]:
    """Make these the records, name -> source and output, and remove all others; what changed, a line each."""
    changed = []
    for name, (_, output) in printed.items():
        if read_record(root, name) != output:
            write_whole(record_file(root, name), output)
            changed.append(f"recorded {record_file(root, name).relative_to(root).as_posix()}")
    for file in orphans(root, printed):
        file.unlink()
        changed.append(f"removed {file.relative_to(root).as_posix()}: no page shows its snippet")
    snippets = {n: {"code": digest(source), "output": digest(out)} for n, (source, out) in sorted(printed.items())}
    index = {"versions": _installed(), "snippets": snippets}
    if _index(root) != index:
        write_whole(root / INDEX, json.dumps(index, indent=2) + "\n")
        changed.append(f"recorded {INDEX}")
    return changed


def digest(text: str) -> str:
    """A short fingerprint of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _index(root: Path) -> dict[str, Any]:
    file = root / INDEX
    index: dict[str, Any] = {"versions": {}, "snippets": {}}
    return json.loads(file.read_text(encoding="utf-8")) if file.exists() else index


def _installed() -> dict[str, str]:
    return {name: number for name, number in framework_versions().items() if name in RECORDED_VERSIONS}


def _named(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in versions.items()) or "no version"
