"""The recorded outputs of snippets, and the index that says what each was made from."""

from __future__ import annotations

import hashlib
import json
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from rnnformula.site.book.installed import framework_versions
from rnnformula.site.book.sources import RECORD_INDEX, RECORDS
from rnnformula.site.kept.files import write_whole

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping
    from pathlib import Path

#: The packages whose version the records depend on.
RECORDED_VERSIONS = ("keras", "tensorflow", "sympy")

NOBODY = "nobody recorded its output; where TensorFlow is installed, run `make record`"


@dataclass(frozen=True)
class Recorded:
    """The recorded outputs of snippets; ``texts`` are the files, by name, the index among them."""

    texts: Mapping[str, str]

    def output(self, snippet: str) -> str | None:
        """The recorded output of a snippet; None where there is none."""
        return self.texts.get(_file_name(snippet))

    @cached_property
    def versions(self) -> dict[str, str]:
        """The versions that the records were made with; empty before the first recording."""
        versions: dict[str, str] = self._index["versions"]
        return versions

    @cached_property
    def _index(self) -> dict[str, Any]:
        index: dict[str, Any] = json.loads(self.texts.get(INDEX_NAME) or '{"versions": {}, "snippets": {}}')
        return index

    def doubt(self, snippet: str, source: str) -> str:
        """Why the record of a snippet can't be what its code prints; empty where nothing speaks against it.

        Nothing runs: the index keeps digests of the source (code and data) and the output that were recorded together.
        """
        output = self.output(snippet)
        if output is None:
            return NOBODY
        digests = self._index["snippets"].get(snippet, {})
        if digests.get("code") != digest(source):
            return "it changed since its output was recorded; where TensorFlow is installed, run `make record`"
        if digests.get("output") != digest(output):
            return f"its record {_file_name(snippet)} was edited by hand; run `make record`"
        return ""

    def version_change(self) -> str:
        """How the installed versions differ from the recorded ones; empty where they do not."""
        installed = _installed()
        if self.versions == installed:
            return ""
        change = f"recorded with {_named(self.versions)}, running {_named(installed)}"
        return f"{change}; read the pages, then run `make record`"

    def orphans(self, snippets: Iterable[str]) -> list[str]:
        """The names of records of snippets that are not among these."""
        known = {_file_name(snippet) for snippet in snippets}
        return sorted(name for name in self.texts if name.endswith(".txt") and name not in known)

    def write(self, root: Path, printed: Mapping[str, tuple[str, str]]) -> list[str]:
        """Make these the records, snippet -> source and output, and remove all others; what changed, a line each."""
        changed = []
        for snippet, (_, output) in printed.items():
            if self.output(snippet) != output:
                write_whole(root / RECORDS / _file_name(snippet), output)
                changed.append(f"recorded {RECORDS}/{_file_name(snippet)}")
        for name in self.orphans(printed):
            (root / RECORDS / name).unlink()
            changed.append(f"removed {RECORDS}/{name}: no page shows its snippet")
        digests = {
            snippet: {"code": digest(source), "output": digest(output)}
            for snippet, (source, output) in sorted(printed.items())
        }
        index = {"versions": _installed(), "snippets": digests}
        if self._index != index:
            write_whole(root / RECORD_INDEX, json.dumps(index, indent=2) + "\n")
            changed.append(f"recorded {RECORD_INDEX}")
        return changed


INDEX_NAME = RECORD_INDEX.removeprefix(f"{RECORDS}/")


def _file_name(snippet: str) -> str:
    return f"{snippet.removesuffix('.py')}.txt"


def digest(text: str) -> str:
    """A short fingerprint of a text."""
    return hashlib.sha256(text.encode()).hexdigest()[:16]


def _installed() -> dict[str, str]:
    return {name: number for name, number in framework_versions().items() if name in RECORDED_VERSIONS}


def _named(versions: dict[str, str]) -> str:
    return ", ".join(f"{name} {number}" for name, number in versions.items()) or "no version"
